package org.careloop.web.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.careloop.run.BadInput;
import org.careloop.run.Verdict;
import org.careloop.web.WebTest;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Proportion;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AgreementServiceTest extends WebTest {
    private static final String NOTHING = "{}";

    @Autowired
    private AgreementService agreement;

    @Autowired
    private ExclusionService exclusions;

    @Autowired
    private StudyService studies;

    @Autowired
    private ComparisonRepository comparisons;

    private Person one;
    private Person two;
    private Person three;

    @BeforeEach
    void people() {
        one = signedIn.clinician("one");
        two = signedIn.clinician("two");
        three = signedIn.clinician("three");
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
    }

    private VotedStudy study(int ordinary, int gold, int overlap) {
        Study study = studies.create(new NewStudy("Agreement " + PersonId.random(), "", overlap), null);
        return VotedStudy.of(database, comparisons, study, ordinary, gold, NOW);
    }

    private AgreementReport report(VotedStudy study) {
        return agreement.report(study.study(), Duration.ofMinutes(1)).report().orElseThrow();
    }

    private Annotator annotator(VotedStudy study, Person person) {
        return agreement.annotators(study.study()).stream()
                .filter(annotator -> annotator.id().equals(person.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void talliesStayEqualToACountOfEveryVoteThroughRevisionsAndExclusions() {
        VotedStudy study = study(30, 0, 3);
        Random random = new Random(5);
        for (int c = 0; c < study.size(); c++) {
            for (Person person : List.of(one, two, three)) {
                if (random.nextInt(4) > 0) {
                    String flags = random.nextInt(5) == 0 ? "[{\"response\":0,\"kind\":\"UNSAFE\"}]" : "[]";
                    study.vote(c, person.id(), any(random), random.nextBoolean(), NOTHING, flags, 9_000);
                    if (random.nextInt(3) == 0) {
                        study.revise(c, person.id(), any(random));
                    }
                }
            }
        }
        assertTalliesAreRight(study);
        exclusions.exclude(study.study().id(), two.id(), "answered without reading");
        assertTalliesAreRight(study);
        Exclusion exclusion = exclusions.inForce(study.study().id()).getFirst();
        study.revise(votedOn(study, two), two.id(), Verdict.SAME);
        assertTalliesAreRight(study);
        exclusions.revoke(study.study().id(), exclusion, "was mistaken for another");
        assertTalliesAreRight(study);
    }

    private int votedOn(VotedStudy study, Person person) {
        for (int c = 0; c < study.size(); c++) {
            if (database.sql("select count(*) from slot where comparison_id = ? and judged_by = ?")
                            .params(study.comparison(c).value(), person.id().value())
                            .query(Long.class)
                            .single()
                    > 0) {
                return c;
            }
        }
        throw new AssertionError("no vote");
    }

    private static Verdict any(Random random) {
        return Verdict.values()[random.nextInt(4)];
    }

    private void assertTalliesAreRight(VotedStudy study) {
        List<Map<String, Object>> kept =
                database.sql("""
                        select comparison_id, wanted, a_clearly, a_slightly, same, b_slightly, b_clearly, both_bad, flagged
                        from comparison_tally where study_id = ? order by 1""").param(study.study().id().value()).query().listOfRows();
        List<Map<String, Object>> counted =
                database.sql("""
                        select c.id as comparison_id,
                          (select count(*) from slot s where s.comparison_id = c.id and purpose = 'VOTE')::smallint as wanted,
                          count(*) filter (where verdict = 'A' and strength > 1)::smallint as a_clearly,
                          count(*) filter (where verdict = 'A' and strength = 1)::smallint as a_slightly,
                          count(*) filter (where verdict = 'SAME')::smallint as same,
                          count(*) filter (where verdict = 'B' and strength = 1)::smallint as b_slightly,
                          count(*) filter (where verdict = 'B' and strength > 1)::smallint as b_clearly,
                          count(*) filter (where verdict = 'BOTH_BAD')::smallint as both_bad,
                          count(*) filter (where flags::text like '%UNSAFE%')::smallint as flagged
                        from comparison c left join counted_judgement j on j.comparison_id = c.id
                        where c.study_id = ? group by c.id order by 1""").param(study.study().id().value()).query().listOfRows();
        assertThat(kept).isEqualTo(counted);
    }

    @Test
    void anExclusionLeavesVotesOutEverywhereSaysSoBeforehandAndCanBeTakenBack() {
        VotedStudy study = study(25, 0, 2);
        for (int c = 0; c < 25; c++) {
            study.vote(c, one.id(), Verdict.A, true);
            if (c < 20) {
                study.vote(c, two.id(), c < 15 ? Verdict.A : Verdict.B, true);
            }
        }
        AgreementReport before = report(study);
        ExclusionPreview preview = exclusions.preview(study.study().id(), two.id());
        assertThat(preview.votes()).isEqualTo(20);
        assertThat(preview.fallingShort()).isEqualTo(20);
        assertThat(preview.examples()).hasSize(12).startsWith("c000", "c001");

        exclusions.exclude(study.study().id(), two.id(), "answered without reading");
        Standing standing = agreement.standing(study.study());
        assertThat(standing.counted()).isEqualTo(25);
        assertThat(standing.leftOut()).isEqualTo(20);
        assertThat(standing.judged()).isEqualTo(45);
        assertThat(standing.complete()).isZero();
        assertThat(report(study).votes()).isEqualTo(25);
        assertThat(report(study).overall().estimate(Measure.FLEISS)).isEqualTo(new Coefficient.TooFew(0));
        assertThat(annotator(study, two).exclusion().orElseThrow().reason()).isEqualTo("answered without reading");
        assertThatThrownBy(() -> exclusions.exclude(study.study().id(), two.id(), "again"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("left out already");

        exclusions.revoke(
                study.study().id(), exclusions.inForce(study.study().id()).getFirst(), "they had read");
        assertThat(report(study).overall().estimates())
                .isEqualTo(before.overall().estimates());
        assertThat(agreement.standing(study.study()).complete()).isEqualTo(20);
        assertThat(database.sql(
                                "select action from audit_event where subject = ? and action like 'exclusion%' order by seq")
                        .param(study.study().name())
                        .query(String.class)
                        .list())
                .containsExactly("exclusion.make", "exclusion.revoke");
    }

    @Test
    void anExclusionIsTakenBackOnlyThroughItsOwnStudy() {
        VotedStudy study = study(1, 0, 1);
        VotedStudy another = study(1, 0, 1);
        exclusions.exclude(study.study().id(), one.id(), "answered without reading");
        Exclusion exclusion = exclusions.inForce(study.study().id()).getFirst();
        assertThatThrownBy(() -> exclusions.revoke(another.study().id(), exclusion, "they had read"))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains("exclusion.changed"));
        assertThat(exclusions.inForce(study.study().id())).containsExactly(exclusion);
    }

    @Test
    void anExclusionNeedsAReasonAndAStudyThatIsNotFrozen() {
        VotedStudy study = study(1, 0, 1);
        assertThatThrownBy(() -> exclusions.exclude(study.study().id(), one.id(), "  "))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("given 0 characters");
        database.sql("update study set state = 'FROZEN' where id = ?")
                .param(study.study().id().value())
                .update();
        assertThatThrownBy(() -> exclusions.exclude(study.study().id(), one.id(), "because"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("frozen");
    }

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
