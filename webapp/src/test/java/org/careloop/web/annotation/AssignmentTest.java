package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;

class AssignmentTest extends AnnotationTest {

    @Test
    void goldIsMixedInAtItsRateEachAtMostOnceAPersonAndNeverCountsAsAVote() {
        List<NewComparison> all = new ArrayList<>(comparisons(300, 1));
        IntStream.rangeClosed(301, 400).forEach(n -> all.add(gold(n)));
        Study study = study("{\"overlap\": 1, \"goldRate\": 0.2}", all);
        Person person = signedIn.clinician("one");
        Set<ComparisonId> seen = new HashSet<>();
        judgeAll(person, pair -> assertThat(seen.add(pair.comparison())).isTrue());
        // 300 votes, and of all handed out a fifth was gold: 75 expected, standard deviation 9.7
        assertThat(count(study, "VOTE")).isEqualTo(300);
        assertThat(count(study, "GOLD")).isBetween(36L, 114L);
        assertThat(counted(study)).isEqualTo(300);
    }

    @Test
    void aHiddenRepeatComesOnceLaterWithItsSidesSwappedAndNeverCounts() {
        Study study = study("{\"overlap\": 1, \"repeatRate\": 0.2}", comparisons(300, 1));
        Person person = signedIn.clinician("one");
        List<ComparisonId> order = new ArrayList<>();
        judgeAll(person, pair -> order.add(pair.comparison()));

        assertThat(count(study, "VOTE")).isEqualTo(300);
        // A fifth of all once the first forty are judged: 65 expected, standard deviation 9
        assertThat(count(study, "REPEAT")).isBetween(29L, 101L);
        assertThat(counted(study)).isEqualTo(300);
        for (ComparisonId again : Set.copyOf(order)) {
            int first = order.indexOf(again);
            int last = order.lastIndexOf(again);
            assertThat(last == first || last - first > CheckRepository.GAP).isTrue();
        }
        assertThat(database.sql("""
                        select count(*) from judgement r join judgement v on v.comparison_id = r.comparison_id
                        where r.study_id = ? and r.purpose = 'REPEAT' and v.purpose = 'VOTE' and r.a_on_left = v.a_on_left
                        """).param(study.id().value()).query(Long.class).single())
                .isZero();
        assertThat(database.sql("""
                        select count(*) from (select from judgement where study_id = ? and purpose = 'REPEAT'
                                              group by comparison_id having count(*) > 1) as twice
                        """).param(study.id().value()).query(Long.class).single())
                .isZero();
    }

    @Test
    void aRepeatOfARankingShowsItTheOtherWayRound() {
        Study study = study(
                "{\"overlap\": 1, \"repeatRate\": 0.5}",
                IntStream.range(0, 80).mapToObj(AnnotationTest::ranking).toList());
        Person person = signedIn.clinician("one");
        signedIn.as(person);
        while (service.next() instanceof NextPair.Work(Pair pair)) {
            service.submit(submission(pair, OpinionTest.ranking(List.of(1, 2, 3, 4, 5, 6))));
        }
        assertThat(database.sql("""
                        select count(*) filter (where r.shown = (select array_agg(x order by n desc)
                                                                 from unnest(v.shown) with ordinality as u (x, n)))
                               || ' of ' || count(*)
                        from judgement r join judgement v on v.comparison_id = r.comparison_id and v.purpose = 'VOTE'
                        where r.study_id = ? and r.purpose = 'REPEAT'
                        """)
                        .param(study.id().value())
                        .query(String.class)
                        .single())
                .matches("([1-9]\\d+) of \\1");
    }

    @Test
    void aComparisonGoesToThoseWhoReadItsLanguageAndKnowItsField() {
        study(
                """
                {"overlap": 3, "audience": {"matchLanguage": true, "matchSpecialty": true}}""",
                List.of(
                        comparison(1, 3, "zh-CN", null, null),
                        comparison(2, 3, "en", "cardiology", null),
                        comparison(3, 3, null, "Neurology", null)));
        Person chinese = signedIn.account("zh", List.of("cardiology"), List.of("zh"), Role.CLINICIAN);
        Person english = signedIn.account("en", List.of("cardiology", "neurology"), List.of("en-GB"), Role.CLINICIAN);
        Person unsaid = signedIn.clinician("unsaid");
        assertThat(questions(chinese)).containsExactly("Question 1");
        assertThat(questions(english)).containsExactly("Question 2", "Question 3");
        assertThat(questions(unsaid)).isEmpty();
        assertThat(service.next()).isEqualTo(new NextPair.Nothing(NextPair.Reason.NOT_FOR_ME, Optional.empty()));
    }

    @Test
    void aStudyWithAnnotatorsOfItsOwnIsOpenToThemOnly() {
        Study study = study(2, 2);
        Person member = signedIn.clinician("member");
        Person other = signedIn.clinician("other");
        database.sql("insert into study_member values (?, ?, 'ANNOTATOR', null, now())")
                .params(study.id().value(), member.id().value())
                .update();
        assertThat(questions(member)).hasSize(2);
        signedIn.as(other);
        assertThat(service.next()).isEqualTo(new NextPair.Nothing(NextPair.Reason.NO_STUDY, Optional.empty()));
    }

    @Test
    void aPilotHandsOutItsOwnSlotsOnlyAndTheyNeverCount() {
        Study study = study(3, 1);
        database.sql("update slot set purpose = 'PILOT' where study_id = ? and position = 1")
                .param(study.id().value())
                .update();
        database.sql("update slot set blocked = true where study_id = ? and purpose = 'VOTE'")
                .param(study.id().value())
                .update();
        database.sql("update study set state = 'PILOT' where id = ?")
                .param(study.id().value())
                .update();
        assertThat(questions(signedIn.clinician("one"))).containsExactly("Question 1");
        assertThat(counted(study)).isZero();
        assertThat(count(study, "PILOT")).isEqualTo(1);
    }

    @Test
    void whatASkipGivesBackBehindAFastAnnotatorIsStillFound() {
        Study study = study(60, 1);
        Person slow = signedIn.clinician("slow");
        Person fast = signedIn.clinician("fast");
        Pair first = next(slow);
        assertThat(questions(fast)).hasSize(59);
        assertThat(reached(study, fast)).isGreaterThan(40);
        signedIn.as(slow);
        service.skip(first.comparison(), SkipReason.CANNOT_TELL, "");
        assertThat(questions(fast)).containsExactly("Question 1");
    }

    @Test
    void whatWaitsIsCountedUpToAHundred() {
        study(120, 2);
        Person person = signedIn.clinician("one");
        Pair pair = next(person);
        assertThat(waiting()).isEqualTo(100);
        judge(person, pair, SideVerdict.SAME);
        for (int judged = 1; judged < 110; judged++) {
            judge(person, next(person), SideVerdict.SAME);
        }
        assertThat(waiting()).isEqualTo(10);
    }

    private int waiting() {
        return service.progress(ZoneOffset.UTC).waiting();
    }

    private List<String> questions(Person person) {
        List<String> asked = new ArrayList<>();
        judgeAll(person, pair -> asked.add(pair.prompt().getLast().content()));
        return asked;
    }

    private void judgeAll(Person person, Consumer<Pair> seen) {
        signedIn.as(person);
        while (service.next() instanceof NextPair.Work(Pair pair)) {
            seen.accept(pair);
            clock.advance(Duration.ofSeconds(1));
            assertThat(service.submit(verdict(pair, SideVerdict.LEFT))).isEqualTo(Outcome.STORED);
        }
    }

    private static List<NewComparison> comparisons(int count, int slots) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> comparison(n, slots))
                .toList();
    }

    private long count(Study study, String purpose) {
        return database.sql("select count(*) from judgement where study_id = ? and purpose = ?")
                .params(study.id().value(), purpose)
                .query(Long.class)
                .single();
    }

    private long counted(Study study) {
        return database.sql("select count(*) from counted_judgement where study_id = ?")
                .param(study.id().value())
                .query(Long.class)
                .single();
    }

    private long reached(Study study, Person person) {
        return database.sql("select position from work_cursor where study_id = ? and person_id = ?")
                .params(study.id().value(), person.id().value())
                .query(Long.class)
                .single();
    }
}
