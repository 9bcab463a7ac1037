package org.careloop.web.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.careloop.run.BadInput;
import org.careloop.run.Verdict;
import org.careloop.web.people.Person;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What leaving a person out does to the figures, and how it is taken back. */
class ExclusionTest extends AgreementTest {
    @Autowired
    private ExclusionService exclusions;

    private static final String NOTHING = "{}";

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
}
