package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.web.people.Person;
import org.junit.jupiter.api.Test;

class OwnWorkTest extends AnnotationTest {

    @Test
    void anyEarlierJudgementOfOnesOwnCanBeChangedWithAReason() {
        study(3, 1);
        Person person = signedIn.clinician("one");
        Pair first = next(person);
        for (int n = 0; n < 3; n++) {
            judge(person, next(person), SideVerdict.LEFT);
            clock.advance(Duration.ofMinutes(1));
        }
        LastJudgement old = service.own(first.comparison()).orElseThrow();
        assertThat(service.revise(verdict(old.pair(), SideVerdict.SAME), RevisionReason.SECOND_LOOK, " read it again "))
                .isEqualTo(Outcome.STORED);

        List<OwnJudgement> own = service.ownJudgements(0, 10);
        assertThat(own.stream().map(OwnJudgement::question)).containsExactly("Question 1", "Question 3", "Question 2");
        assertThat(own.getFirst().answer().verdict()).isEqualTo(SideVerdict.SAME);
        assertThat(own.getFirst().revisions()).isEqualTo(1);
        assertThat(own.getFirst().changeable()).isTrue();
        assertThat(service.ownJudgements(1, 1)).containsExactly(own.get(1));
        assertThat(stored(first, "reason || ' ' || note")).isEqualTo("SECOND_LOOK read it again");
        assertThat(service.ownWork(ZoneOffset.UTC).judged()).isEqualTo(3);
    }

    @Test
    void theListKnowsWhetherAPreferenceCouldBeSlight() {
        study("{\"overlap\": 1, \"scale\": \"FIVE\"}", List.of(comparison(1, 1)));
        Person person = signedIn.clinician("one");
        judge(person, next(person), SideVerdict.LEFT);
        assertThat(service.ownJudgements(0, 1).getFirst().graded()).isTrue();
    }

    @Test
    void aNoteThatCannotBeStoredIsRefusedAndTheJudgementStays() {
        study(1, 1);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        judge(person, pair, SideVerdict.LEFT);
        Submission change = verdict(service.last().orElseThrow().pair(), SideVerdict.RIGHT);
        assertThatThrownBy(() -> service.revise(change, RevisionReason.SLIP, "a\0b"))
                .isInstanceOf(BadInput.class)
                .hasMessage("note: character 2 is U+0000, which is no text; remove it");
        assertThatThrownBy(() -> service.revise(change, RevisionReason.SLIP, "x".repeat(20 * 1024 * 1024)))
                .isInstanceOf(BadInput.class)
                .hasMessage("note: given 20971520 characters, expected at most 2000; shorten it");
        assertThat(stored(pair, "revision")).isEqualTo("1");
    }

    @Test
    void aColleaguesJudgementIsNotOnesOwn() {
        study(1, 2);
        Person one = signedIn.clinician("one");
        Pair pair = next(one);
        judge(one, pair, SideVerdict.LEFT);
        signedIn.as(signedIn.clinician("two"));
        assertThat(service.own(pair.comparison())).isEmpty();
        assertThat(service.ownJudgements(0, 10)).isEmpty();
    }

    @Test
    void aDayBeginsAtThePersonsOwnMidnight() {
        study(2, 1);
        Person person = signedIn.clinician("one");
        // NOW is a Monday, 09:00 universal time: 22:00 in Auckland. Three hours later it is Tuesday there.
        judge(person, next(person), SideVerdict.LEFT);
        clock.advance(Duration.ofHours(3));
        judge(person, next(person), SideVerdict.LEFT);
        OwnWork there = service.ownWork(ZoneId.of("Pacific/Auckland"));
        assertThat(there.days())
                .containsExactly(
                        new OwnWork.Day(LocalDate.of(2026, 3, 2), 1, Duration.ofSeconds(1)),
                        new OwnWork.Day(LocalDate.of(2026, 3, 3), 1, Duration.ofSeconds(1)));
        assertThat(there.thisWeek()).isEqualTo(2);
        assertThat(there.active()).isEqualTo(Duration.ofSeconds(2));
        assertThat(service.progress(ZoneId.of("Pacific/Auckland")).today()).isEqualTo(1);
        assertThat(service.progress(ZoneOffset.UTC).today()).isEqualTo(2);
    }

    @Test
    void consistencyIsCountedOnHiddenRepeatsWhichStayOutOfTheList() {
        study(
                "{\"overlap\": 1, \"repeatRate\": 0.5}",
                IntStream.rangeClosed(1, 80).mapToObj(n -> comparison(n, 1)).toList());
        sides.aOnLeft(true);
        Person person = signedIn.clinician("one");
        signedIn.as(person);
        while (service.next() instanceof NextPair.Work(Pair pair)) {
            // Always the left: with its sides swapped a repeat then contradicts; but "same" stays the same.
            boolean odd = pair.prompt().getLast().content().hashCode() % 2 != 0;
            service.submit(verdict(pair, odd ? SideVerdict.LEFT : SideVerdict.SAME));
        }
        OwnWork work = service.ownWork(ZoneOffset.UTC);
        assertThat(work.repeats()).isGreaterThan(0);
        assertThat(work.judged()).isEqualTo(80 + work.repeats());
        assertThat((long) work.repeatsSame())
                .isEqualTo(database.sql("""
                                select count(*) from judgement where annotator = ? and purpose = 'REPEAT' and verdict = 'SAME'
                                """)
                        .param(person.id().value())
                        .query(Long.class)
                        .single());
        assertThat(service.ownJudgements(0, 200)).hasSize(80);
    }
}
