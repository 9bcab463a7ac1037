package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

class AnnotationServiceTest extends AnnotationTest {

    @Test
    void theSideShownIsRecordedAndUndone() {
        study(1, 2);
        Person one = signedIn.clinician("one");
        Person two = signedIn.clinician("two");
        sides.aOnLeft(true);
        Pair straight = next(one);
        sides.aOnLeft(false);
        Pair swapped = next(two);

        assertThat(straight.responses().getFirst()).isEqualTo("a1");
        assertThat(swapped.responses().getFirst()).isEqualTo("b1");
        judge(one, straight, SideVerdict.LEFT);
        judge(two, swapped, SideVerdict.LEFT);
        assertThat(database.sql("""
                        select verdict || ' ' || a_on_left from judgement where comparison_id = ? order by ordinal
                        """)
                        .param(straight.comparison().value())
                        .query(String.class)
                        .list())
                .containsExactly("A true", "B false");
    }

    @Test
    void thePairInHandComesBackWithItsSidesAndItsDraft() {
        study(3, 2);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        service.saveDraft(pair.comparison(), pair.shown(), answer(null, "the dose is"));
        for (int i = 0; i < 8; i++) {
            Pair again = next(person);
            assertThat(again.comparison()).isEqualTo(pair.comparison());
            assertThat(again.shown()).isEqualTo(pair.shown());
            assertThat(again.draft().rationale()).isEqualTo("the dose is");
        }
    }

    @Test
    void aVerdictFromAnOldWindowCountsByTheSidesThatItShowed() {
        study(1, 1);
        Person slow = signedIn.clinician("slow");
        Person quick = signedIn.clinician("quick");
        sides.aOnLeft(true);
        Pair old = next(slow);
        clock.advance(Duration.ofMinutes(21));
        Pair taken = next(quick);
        service.skip(taken.comparison(), SkipReason.CANNOT_TELL, "");
        sides.aOnLeft(false);
        assertThat(next(slow).shown().aOnLeft()).isFalse();

        assertThat(judge(slow, old, SideVerdict.LEFT)).isEqualTo(Outcome.STORED);
        assertThat(database.sql("select verdict || ' ' || a_on_left from judgement where comparison_id = ?")
                        .param(old.comparison().value())
                        .query(String.class)
                        .list())
                .containsExactly("A true");
    }

    @Test
    void oneSubmissionSentTwiceIsStoredOnce() {
        Study study = study(2, 1);
        Person person = signedIn.clinician("one");
        Submission submission = verdict(next(person), SideVerdict.SAME);
        assertThat(service.submit(submission)).isEqualTo(Outcome.STORED);
        assertThat(service.submit(submission)).isEqualTo(Outcome.STORED);
        assertThat(votes(study)).isEqualTo(1);
    }

    @Test
    void aSecondVerdictOnTheSamePairFromAnotherWindowDoesNotCount() {
        Study study = study(2, 2);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        assertThat(judge(person, pair, SideVerdict.LEFT)).isEqualTo(Outcome.STORED);
        assertThat(judge(person, pair, SideVerdict.RIGHT)).isEqualTo(Outcome.JUDGED_ALREADY);
        assertThat(votes(study)).isEqualTo(1);
    }

    @Test
    void nobodySeesAComparisonTwice() {
        study(2, 2);
        Person person = signedIn.clinician("one");
        Pair first = next(person);
        judge(person, first, SideVerdict.SAME);
        Pair second = next(person);
        assertThat(second.comparison()).isNotEqualTo(first.comparison());
        judge(person, second, SideVerdict.SAME);
        assertThat(service.next()).isEqualTo(new NextPair.Nothing(NextPair.Reason.ALL_DONE, Optional.empty()));
        assertThat(service.progress(ZoneOffset.UTC)).isEqualTo(new DayProgress(2, 0, Duration.ofSeconds(2)));
    }

    @Test
    void aLeaseThatRanOutGoesToAColleagueAndAnEmptyQueueSaysWhen() {
        study(1, 1);
        Person slow = signedIn.clinician("slow");
        Person quick = signedIn.clinician("quick");
        Pair pair = next(slow);
        signedIn.as(quick);
        assertThat(service.next())
                .isEqualTo(new NextPair.Nothing(
                        NextPair.Reason.WITH_COLLEAGUES, Optional.of(NOW.plus(Duration.ofMinutes(20)))));
        clock.advance(Duration.ofMinutes(20));
        assertThat(next(quick).comparison()).isEqualTo(pair.comparison());
    }

    @Test
    void typingRenewsTheLease() {
        study(1, 1);
        Person slow = signedIn.clinician("slow");
        Pair pair = next(slow);
        clock.advance(Duration.ofMinutes(19));
        service.saveDraft(pair.comparison(), pair.shown(), answer(null, "still thinking"));
        clock.advance(Duration.ofMinutes(19));
        signedIn.as(signedIn.clinician("quick"));
        assertThat(service.next()).isInstanceOf(NextPair.Nothing.class);
    }

    @Test
    void aLateVerdictCountsOnceWhileASlotIsOpen() {
        Study study = study(1, 2);
        Person slow = signedIn.clinician("slow");
        Person quick = signedIn.clinician("quick");
        sides.aOnLeft(false);
        Pair late = next(slow);
        clock.advance(Duration.ofMinutes(21));
        sides.aOnLeft(true);
        judge(quick, next(quick), SideVerdict.LEFT);
        assertThat(judge(slow, late, SideVerdict.LEFT)).isEqualTo(Outcome.STORED);
        assertThat(votes(study)).isEqualTo(2);
        assertThat(database.sql("select count(*) from current_judgement where comparison_id = ? and verdict = 'B'")
                        .param(late.comparison().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aVerdictThatIsNoLongerNeededIsToldAndItsReasonKept() {
        Study study = study(1, 1);
        Person slow = signedIn.clinician("slow");
        Person quick = signedIn.clinician("quick");
        Pair late = next(slow);
        clock.advance(Duration.ofMinutes(21));
        judge(quick, next(quick), SideVerdict.LEFT);
        signedIn.as(slow);
        Submission submission = submission(late, answer(SideVerdict.RIGHT, "no dose limit"));
        assertThat(service.submit(submission)).isEqualTo(Outcome.NO_LONGER_NEEDED);
        assertThat(votes(study)).isEqualTo(1);
        assertThat(database.sql("select content ->> 'rationale' from draft where annotator = ?")
                        .param(slow.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("no dose limit");
    }

    @Test
    void aClosedStudyTakesNoVerdict() {
        Study study = study(1, 1);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        database.sql("update study set state = 'CLOSED'").update();
        assertThat(judge(person, pair, SideVerdict.LEFT)).isEqualTo(Outcome.STUDY_CLOSED);
        assertThat(votes(study)).isZero();
    }

    @Test
    void aChangeIsARevisionWithAReasonInTheSidesOfThatDay() {
        study(2, 1);
        Person person = signedIn.clinician("one");
        sides.aOnLeft(false);
        Pair pair = next(person);
        judge(person, pair, SideVerdict.LEFT);
        LastJudgement last = service.last().orElseThrow();
        assertThat(last.answer().verdict()).isEqualTo(SideVerdict.LEFT);
        assertThat(last.pair().responses().getFirst()).isEqualTo("b1");

        assertThat(service.revise(verdict(last.pair(), SideVerdict.RIGHT), RevisionReason.SLIP, ""))
                .isEqualTo(Outcome.STORED);
        assertThat(stored(pair, "verdict")).isEqualTo("A");
        assertThat(stored(pair, "revision")).isEqualTo("2");
        assertThat(stored(pair, "reason")).isEqualTo("SLIP");
        assertThat(service.last().orElseThrow().answer().verdict()).isEqualTo(SideVerdict.RIGHT);
    }

    @Test
    void aSkippedPairGoesToAColleagueAndDoesNotComeBack() {
        study(1, 1);
        Person one = signedIn.clinician("one");
        Person two = signedIn.clinician("two");
        Pair pair = next(one);
        service.skip(pair.comparison(), SkipReason.NOT_MY_FIELD, "");
        assertThat(service.next()).isInstanceOf(NextPair.Nothing.class);
        assertThat(next(two).comparison()).isEqualTo(pair.comparison());
    }

    @Test
    void withoutAStudyTheQueueSaysSo() {
        signedIn.as(signedIn.clinician("one"));
        assertThat(service.next()).isEqualTo(new NextPair.Nothing(NextPair.Reason.NO_STUDY, Optional.empty()));
    }

    @Test
    void aStudyLeadIsNotHandedPairs() {
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        assertThatThrownBy(() -> service.next()).isInstanceOf(AccessDeniedException.class);
    }
}
