package org.careloop.web.adjudication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.careloop.run.Strength;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.Standing;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** When rankings divide, and by how much. */
class RankedDivisionTest extends RankedStudyTest {
    @Autowired
    private AgreementService agreement;

    private Standing standing() {
        signedIn.as(signedIn.account("lead" + UUID.randomUUID(), Role.ADMINISTRATOR));
        return agreement.standing(studies.find(study.id()).orElseThrow());
    }

    private List<Double> agreements() {
        return database.sql("""
                        select round(t.agreement::numeric, 4)::float8 from comparison_tally t
                        join comparison c on c.id = t.comparison_id where t.study_id = ? order by c.position""").param(study.id().value()).query(Double.class).list();
    }

    /** Of six pairs all are told alike; one is, the first two of all; five are. */
    @Test
    void votesDivideByWhatTheySayOfEveryTwoResponsesNotOfTheFirstTwo() {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT);
        rank(two, STRAIGHT, List.of(3, 4, 2, 1), List.of(2, 1, 3, 4));
        assertThat(agreements()).containsExactly(1.0, 0.5833, 0.9167);
        assertThat(standing().divided()).isEqualTo(1);

        signedIn.as(senior);
        assertThat(settle(STRAIGHT, List.of(2, 1, 1, 4))).isEqualTo(ids.get(1));
        assertThat(storedVerdicts()).containsExactly("BLIND A 1234 DIVIDED", "DECISION B 3114 DIVIDED");
        assertThat(service.next(study.id())).isEmpty();
        Standing after = standing();
        assertThat(after.divided()).isZero();
        assertThat(after.adjudicated()).isEqualTo(1);
    }

    @Test
    void whatAnExcludedPersonRankedDividesNothing() {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT);
        rank(two, List.of(1, 1, 3, 3), List.of(4, 3, 2, 1), STRAIGHT);
        assertThat(agreements()).containsExactly(0.8333, 0.5, 1.0);
        database.sql("""
                        insert into exclusion (id, study_id, annotator, reason, excluded_by, excluded_at)
                        values (gen_random_uuid(), ?, ?, 'test', ?, now())""")
                .params(study.id().value(), two.id().value(), senior.id().value())
                .update();
        assertThat(agreements()).containsExactly(1.0, 1.0, 1.0);
        database.sql("""
                        update exclusion set revoked_at = now(), revoked_by = excluded_by, revoke_reason = 'test'
                        where study_id = ?""").param(study.id().value()).update();
        assertThat(agreements()).containsExactly(0.8333, 0.5, 1.0);
    }

    /** The import lets votes on a pair have ranks beside their verdict. */
    @Test
    void ranksOfAPairSayNoMoreThanItsVerdicts() {
        database.sql("update comparison set further_responses = '{}', further_models = '{}' where id = ?")
                .param(ids.get(2).value())
                .update();
        for (Object[] vote : new Object[][] {{1, one, "A", new Short[] {1, 2}}, {2, two, "BOTH_BAD", null}}) {
            database.sql("""
                            insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict,
                                                   ranking, imported, created_at)
                            values (gen_random_uuid(), gen_random_uuid(), ?, ?, ?, 1, ?, ?, true, now())""")
                    .params(ids.get(2).value(), vote[0], ((Person) vote[1]).id().value(), vote[2])
                    .param(vote[3])
                    .update();
        }
        assertThat(agreements()).containsExactly(null, null, 0.5);
        signedIn.as(senior);
        Case shown = next();
        service.judgeBlind(shown.comparison(), new AdjudicatorAnswer.Preference(SideVerdict.SAME, Strength.SLIGHTLY));
        SideVerdict a = shown.responses().getFirst().equals("r0") ? SideVerdict.LEFT : SideVerdict.RIGHT;
        assertThat(next().votes())
                .extracting(Case.SeenVote::answer)
                .containsExactlyInAnyOrder(
                        new AdjudicatorAnswer.Preference(a, Strength.SLIGHTLY),
                        new AdjudicatorAnswer.Preference(SideVerdict.BOTH_BAD, Strength.SLIGHTLY));
    }
}
