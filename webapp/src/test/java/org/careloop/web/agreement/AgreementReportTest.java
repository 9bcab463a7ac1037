package org.careloop.web.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.careloop.run.Verdict;
import org.careloop.web.people.Person;
import org.careloop.web.study.Proportion;
import org.junit.jupiter.api.Test;

/** The figures of each person and each group, whichever side a response stood on. */
class AgreementReportTest extends AgreementTest {
    @Test
    void eachPersonIsSeenBesideTheOthersTheKnownAnswersAndThemselves() {
        VotedStudy study = study(24, 10, 3);
        for (int c = 0; c < 24; c++) {
            study.vote(c, one.id(), Verdict.A, c % 2 == 0);
            study.vote(c, two.id(), Verdict.A, c % 2 == 0);
            study.vote(c, three.id(), c < 18 ? Verdict.B : Verdict.A, c % 2 == 0);
        }
        for (int c = 24; c < 34; c++) {
            study.check("GOLD", c, three.id(), c < 31 ? Verdict.A : Verdict.SAME, true);
        }
        for (int c = 0; c < 6; c++) {
            study.check("REPEAT", c, three.id(), c < 4 ? Verdict.B : Verdict.A, c % 2 != 0);
        }
        AgreementReport report = report(study);
        assertThat(report.habits(three.id()).withOthers()).isEqualTo(new Proportion(6, 24));
        assertThat(report.habits(one.id()).withOthers()).isEqualTo(new Proportion(6, 6));
        assertThat(report.habits(three.id()).longer()).isEqualTo(new Proportion(6, 24));
        assertThat(report.withGold(three.id())).isEqualTo(new Proportion(7, 10));
        assertThat(report.withSelf(three.id())).isEqualTo(new Proportion(4, 6));
        assertThat(report.votes()).isEqualTo(72);
        assertThat(annotator(study, one).judged()).isEqualTo(24);
        assertThat(annotator(study, one).left()).isEqualTo(new Proportion(12, 24));
        assertThat(annotator(study, one).pace().median().orElseThrow()).isBetween(8.5, 12.0);
    }

    @Test
    void groupsAreTheCriteriaLanguagesAndTagsAndSmallOnesSayThatTheyAreSmall() {
        VotedStudy study = study(60, 0, 2);
        Random random = new Random(3);
        for (int c = 0; c < 60; c++) {
            study.vote(c, one.id(), any(random), true);
            study.vote(c, two.id(), any(random), true);
        }
        AgreementReport report = report(study);
        assertThat(report.languages()).extracting(AgreementReport.Group::name).containsExactly("en", "zh");
        assertThat(report.tags())
                .extracting(AgreementReport.Group::name)
                .containsExactly("all", "first half", "second half");
        assertThat(report.tags()).extracting(AgreementReport.Group::comparisons).containsExactly(60L, 30L, 30L);
        assertThat(report.overall().estimate(Measure.ALPHA_NOMINAL))
                .isInstanceOfSatisfying(Coefficient.Known.class, alpha -> {
                    assertThat(alpha.n()).isEqualTo(60);
                    assertThat(alpha.value()).isBetween(alpha.low(), alpha.high());
                    assertThat(alpha.low()).isLessThan(0);
                });
        assertThat(agreement.overall(study.study(), agreement.standing(study.study())))
                .isEqualTo(report.overall().estimates());
        Coefficient half = report.tags().get(1).estimate(Measure.AC1);
        assertThat(half.n()).isEqualTo(30);
    }

    @Test
    void swappingTheSidesOfEveryComparisonChangesNothingButTheSide() {
        VotedStudy straight = study(80, 0, 2);
        VotedStudy mirrored = study(80, 0, 2);
        VotedStudy shownSwapped = study(80, 0, 2);
        Random random = new Random(11);
        for (int c = 0; c < 80; c++) {
            for (Person person : List.of(one, two)) {
                Verdict verdict = any(random);
                boolean left = random.nextInt(4) > 0;
                straight.vote(c, person.id(), verdict, left);
                mirrored.vote(c, person.id(), mirror(verdict), !left);
                shownSwapped.vote(c, person.id(), verdict, !left);
            }
        }
        assertSame(straight, mirrored);
        assertSame(straight, shownSwapped);
        assertThat(report(shownSwapped).overall().estimates())
                .isEqualTo(report(straight).overall().estimates());
        for (Person person : List.of(one, two)) {
            Annotator before = annotator(straight, person);
            assertThat(annotator(mirrored, person).left()).isEqualTo(before.left());
            Proportion flipped = annotator(shownSwapped, person).left();
            assertThat(flipped.hits())
                    .isEqualTo(before.left().of() - before.left().hits());
            assertThat(annotator(shownSwapped, person).side().orElseThrow())
                    .isCloseTo(before.side().orElseThrow(), within(1e-12));
        }
    }

    private void assertSame(VotedStudy left, VotedStudy right) {
        AgreementReport before = report(left);
        AgreementReport after = report(right);
        for (Measure measure : Measure.values()) {
            Coefficient.Known first = (Coefficient.Known) before.overall().estimate(measure);
            Coefficient.Known second = (Coefficient.Known) after.overall().estimate(measure);
            assertThat(second.value()).as(measure.name()).isCloseTo(first.value(), within(1e-12));
        }
        List<Coefficient> kappas = new ArrayList<>();
        before.overall().pairs().forEach(pair -> kappas.add(pair.kappa()));
        Coefficient.Known kappa = (Coefficient.Known) kappas.getFirst();
        Coefficient.Known other =
                (Coefficient.Known) after.overall().pairs().getFirst().kappa();
        assertThat(other.value()).isCloseTo(kappa.value(), within(1e-12));
        assertThat(after.habits(one.id()).withOthers())
                .isEqualTo(before.habits(one.id()).withOthers());
    }

    private static Verdict mirror(Verdict verdict) {
        return switch (verdict) {
            case A -> Verdict.B;
            case B -> Verdict.A;
            case SAME, BOTH_BAD -> verdict;
        };
    }
}
