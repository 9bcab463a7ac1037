package org.careloop.web.adjudication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.annotation.Outcome;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.annotation.Submission;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

class AdjudicationServiceTest extends AdjudicatedStudyTest {
    @Test
    void whatIsFlaggedComesBeforeWhatDividesAndAgreementNeverComes() {
        votes(0, Verdict.A, Verdict.A);
        votes(1, Verdict.A, Verdict.B);
        study.vote(2, one.id(), Verdict.A, true, "{}", UNSAFE, 9_000);
        study.vote(3, one.id(), Verdict.A, true);
        assertThat(next()).contains(study.comparison(2));
        settle(SideVerdict.SAME);
        assertThat(next()).contains(study.comparison(1));
        settle(SideVerdict.BOTH_BAD);
        assertThat(next()).isEmpty();
    }

    @Test
    void aLeadWhoIsNoClinicianFindsTheStudyAndAdjudicatesNothing() {
        signedIn.as(signedIn.account("other-lead", Role.STUDY_LEAD));
        assertThat(service.find(study.study().id()).map(Study::name))
                .contains(study.study().name());
        assertThat(service.mayAdjudicate(study.study().id())).isFalse();
        assertThatThrownBy(this::next).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void nothingWaitsInASignedStudy() {
        votes(1, Verdict.A, Verdict.B);
        database.sql("update study set state = 'FROZEN' where id = ?")
                .param(study.study().id().value())
                .update();
        assertThat(next()).isEmpty();
    }

    @Test
    void theVotesAreShownAfterTheBlindVerdictOnlyAndWithoutNames() {
        votes(1, Verdict.A, Verdict.B);
        Case before = service.next(study.study().id()).orElseThrow();
        assertThat(before.votes()).isEmpty();
        assertThat(before.blind()).isEmpty();
        assertThat(before.cause()).isEmpty();
        assertThatThrownBy(() -> service.decide(before.comparison(), said(SideVerdict.LEFT), "because"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("after a blind verdict");

        service.judgeBlind(before.comparison(), said(SideVerdict.LEFT));
        Case after = service.next(study.study().id()).orElseThrow();
        assertThat(after.blind()).contains(said(SideVerdict.LEFT));
        assertThat(after.cause()).contains(Cause.DIVIDED);
        assertThat(after.responses()).isEqualTo(before.responses());
        assertThat(after.votes())
                .extracting(Case.SeenVote::answer)
                .containsExactlyInAnyOrder(said(SideVerdict.LEFT), said(SideVerdict.RIGHT));
        assertThat(after.votes()).extracting(Case.SeenVote::number).containsExactly(1, 2);
        assertThat(after.toString()).doesNotContain("votes");
    }

    @Test
    void theDecisionStandsBesideTheVotesInTermsOfTheStoredResponses() {
        votes(1, Verdict.A, Verdict.B);
        Case shown = service.next(study.study().id()).orElseThrow();
        boolean aOnLeft = shown.responses().getFirst().startsWith("a longer");
        service.judgeBlind(shown.comparison(), said(SideVerdict.SAME));
        assertThatThrownBy(() -> service.decide(shown.comparison(), said(SideVerdict.LEFT), " "))
                .isInstanceOf(BadInput.class);
        service.decide(shown.comparison(), said(SideVerdict.LEFT), " the first names the danger ");
        assertThat(database.sql("""
                        select stage || ' ' || verdict || ' ' || rationale || ' ' || cause from adjudication
                        where comparison_id = ? order by stage""")
                        .param(shown.comparison().value())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "BLIND SAME  DIVIDED",
                        "DECISION " + (aOnLeft ? "A" : "B") + " the first names the danger DIVIDED");
        assertThat(database.sql("select count(*) from counted_judgement where comparison_id = ?")
                        .param(shown.comparison().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void whatWaitsIsCountedAsItIsHandedOut() {
        assertThat(waiting()).isZero();
        votes(0, Verdict.A, Verdict.A);
        votes(1, Verdict.A, Verdict.B);
        study.vote(2, one.id(), Verdict.A, true, "{}", UNSAFE, 9_000);
        assertThat(waiting()).isEqualTo(2);
        settle(SideVerdict.SAME);
        assertThat(waiting()).isEqualTo(1);
        member(study.study(), one);
        signedIn.as(one);
        assertThat(waiting()).isZero();
    }

    private int waiting() {
        return service.mine().stream()
                .filter(each -> each.study().id().equals(study.study().id()))
                .mapToInt(AdjudicationService.Waiting::waiting)
                .sum();
    }

    @Test
    void nobodyAdjudicatesTheirOwnVoteNorWithoutBeingNamed() {
        votes(1, Verdict.A, Verdict.B);
        member(study.study(), one);
        signedIn.as(one);
        assertThat(next()).isEmpty();
        signedIn.as(signedIn.clinician("stranger"));
        assertThatThrownBy(this::next).isInstanceOf(AccessDeniedException.class);
    }

    /** Who sees the votes on a comparison gives none: not the adjudicator who is an annotator of the study too. */
    @Test
    void whoHasHadAComparisonInHandHereIsNeverHandedItForAVote() {
        study.vote(2, one.id(), Verdict.A, true, "{}", UNSAFE, 9_000);
        assertThat(next()).contains(study.comparison(2));
        List<ComparisonId> handed = new ArrayList<>();
        while (annotation.next() instanceof NextPair.Work(Pair pair)) {
            handed.add(pair.comparison());
            annotation.submit(vote(pair));
        }
        assertThat(handed).hasSize(5).doesNotContain(study.comparison(2));
    }

    @Test
    void whatSomebodyHasInHandForAVoteIsTheirsToDecideInsteadAndTheirVoteIsNotTaken() {
        Pair pair = annotation.next() instanceof NextPair.Work(Pair inHand) ? inHand : null;
        database.sql("update comparison_tally set escalated = 1 where comparison_id = ?")
                .param(pair.comparison().value())
                .update();
        assertThat(next()).contains(pair.comparison());
        assertThat(annotation.submit(vote(pair))).isEqualTo(Outcome.NO_LONGER_NEEDED);
        assertThat(database.sql("select count(*) from judgement where comparison_id = ?")
                        .param(pair.comparison().value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aDecisionHasTheGradesOfTheStudyAndNoVerdictThatItDoesNotOffer() {
        database.sql("update study_design set design = design || '{\"scale\": \"FIVE\"}' where study_id = ?")
                .param(study.study().id().value())
                .update();
        votes(1, Verdict.A, Verdict.B);
        ComparisonId comparison = next().orElseThrow();
        assertThatThrownBy(() -> service.judgeBlind(comparison, said(SideVerdict.BOTH_BAD)))
                .isInstanceOf(BadInput.class)
                .hasMessage("verdict: given BOTH_BAD of strength 1, expected one of the scale FIVE; reload the page");
        service.judgeBlind(comparison, new AdjudicatorAnswer.Preference(SideVerdict.LEFT, Strength.CLEARLY));
        service.decide(comparison, new AdjudicatorAnswer.Preference(SideVerdict.RIGHT, Strength.SLIGHTLY), "the dose");
        assertThat(database.sql("select stage || strength from adjudication where comparison_id = ? order by stage")
                        .param(comparison.value())
                        .query(String.class)
                        .list())
                .containsExactly("BLIND3", "DECISION1");
    }

    private static Submission vote(Pair pair) {
        return new Submission(
                UUID.randomUUID(),
                pair.comparison(),
                pair.ordinal(),
                pair.shown(),
                pair.designVersion(),
                Answer.compared(SideVerdict.SAME, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), ""),
                1_000);
    }

    @Test
    void twoAdjudicatorsNeverHoldTheSameAndALeaseThatRanOutComesBack() {
        votes(1, Verdict.A, Verdict.B);
        assertThat(next()).contains(study.comparison(1));
        Person other = signedIn.clinician("other");
        member(study.study(), other);
        signedIn.as(other);
        assertThat(next()).isEmpty();
        clock.set(NOW.plus(Duration.ofMinutes(31)));
        assertThat(next()).contains(study.comparison(1));
        signedIn.as(senior);
        assertThat(next()).isEmpty();
        assertThatThrownBy(() -> service.judgeBlind(study.comparison(1), said(SideVerdict.LEFT)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("somebody else");
    }

    @Test
    void whatIsPassedOnIsSettledByTheDecision() {
        database.sql("""
                        insert into escalation (id, study_id, comparison_id, raised_by, kind, explanation, raised_at)
                        values (gen_random_uuid(), ?, ?, ?, 'ADJUDICATE', 'beyond my field', now())""")
                .params(
                        study.study().id().value(),
                        study.comparison(4).value(),
                        one.id().value())
                .update();
        ComparisonId comparison = next().orElseThrow();
        assertThat(comparison).isEqualTo(study.comparison(4));
        service.judgeBlind(comparison, said(SideVerdict.SAME));
        assertThat(service.next(study.study().id()).orElseThrow().questions()).containsExactly("beyond my field");
        service.decide(comparison, said(SideVerdict.SAME), "both name it");
        assertThat(database.sql("select outcome from escalation where comparison_id = ?")
                        .param(comparison.value())
                        .query(String.class)
                        .single())
                .isEqualTo("SAME");
        assertThat(next()).isEmpty();
    }
}
