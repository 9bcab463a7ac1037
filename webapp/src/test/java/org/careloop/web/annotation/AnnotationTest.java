package org.careloop.web.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.WebTest;
import org.careloop.web.people.Person;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.Gold;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of annotation share: a study to judge, and the moves of a person. */
abstract class AnnotationTest extends WebTest {
    @Autowired
    protected AnnotationService service;

    @Autowired
    private StudyRepository studies;

    @Autowired
    private ComparisonRepository comparisons;

    @BeforeEach
    void noSideIsFixed() {
        sides.aOnLeft(null);
    }

    /** A study that is the only one to collect votes. */
    protected Study study(int comparisonCount, int overlap) {
        return study(
                "{\"overlap\": " + overlap + "}",
                IntStream.rangeClosed(1, comparisonCount)
                        .mapToObj(n -> comparison(n, overlap))
                        .toList());
    }

    /** A study of a design of its own that is the only one to collect votes. */
    protected Study study(String design, List<NewComparison> all) {
        database.sql("update study set state = 'CLOSED'").update();
        NewStudy asked = new NewStudy("Study " + UUID.randomUUID(), StudyDesign.read(design), Study.State.COLLECTING);
        Study study = studies.insert(asked, null, NOW);
        comparisons.insertAll(study.id(), 1, all, NOW);
        return study;
    }

    protected static NewComparison comparison(int number, int slots) {
        return comparison(number, slots, "en", null, null);
    }

    /** A comparison whose answer is known. */
    protected static NewComparison gold(int number) {
        return comparison(number, 0, "en", null, new Gold(Verdict.A));
    }

    protected static NewComparison comparison(
            int number, int slots, @Nullable String language, @Nullable String specialty, @Nullable Gold gold) {
        return new NewComparison(
                ComparisonId.random(),
                "c" + number,
                List.of(Message.user("Question " + number)),
                List.of("a" + number, "b" + number),
                List.of("model-one", "model-two"),
                language,
                specialty,
                List.of(),
                gold,
                1,
                slots);
    }

    /** Six responses to rank. */
    protected static NewComparison ranking(int number) {
        return new NewComparison(
                ComparisonId.random(),
                "r" + number,
                List.of(Message.user("Question " + number)),
                List.of("r0", "r1", "r2", "r3", "r4", "r5"),
                List.of(),
                "en",
                null,
                List.of(),
                null,
                1,
                1);
    }

    /** The pair that a person is handed. */
    protected Pair next(Person person) {
        signedIn.as(person);
        return service.next() instanceof NextPair.Work work ? work.pair() : fail();
    }

    private static Pair fail() {
        throw new AssertionError("the queue is empty");
    }

    protected static Submission verdict(Pair pair, SideVerdict verdict) {
        return submission(pair, answer(verdict, ""));
    }

    protected static Submission submission(Pair pair, Answer answer) {
        return Submission.on(pair, UUID.randomUUID(), answer, 1_000);
    }

    protected static Answer answer(SideVerdict verdict, String rationale) {
        return Answer.compared(verdict, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), rationale);
    }

    protected Outcome judge(Person person, Pair pair, SideVerdict verdict) {
        signedIn.as(person);
        return service.submit(verdict(pair, verdict));
    }

    /** What one person does while others do something else. */
    protected record Act(Person person, Callable<?> work) {}

    protected void together(List<Person> people, Callable<?> work) throws Exception {
        actTogether(people.stream().map(person -> new Act(person, work)).toList());
    }

    /** Lets all begin at the same moment, and fails with the first failure of any. */
    protected void actTogether(List<Act> acts) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Act act : acts) {
                ends.add(threads.submit(() -> {
                    start.await();
                    signedIn.as(act.person());
                    return act.work().call();
                }));
            }
            start.countDown();
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }

    /** Judges whatever comes, and presses every key twice. */
    protected Void judgeUntilEmpty() {
        while (service.next() instanceof NextPair.Work(Pair pair)) {
            Submission submission = verdict(pair, SideVerdict.LEFT);
            service.submit(submission);
            service.submit(submission);
        }
        return null;
    }

    protected long votes(Study study) {
        return database.sql("""
                        select count(*) from judgement j join comparison c on c.id = j.comparison_id
                        where c.study_id = ?
                        """).param(study.id().value()).query(Long.class).single();
    }

    protected String stored(Pair pair, String column) {
        return database.sql("select " + column + "::text from current_judgement where comparison_id = ?")
                .param(pair.comparison().value())
                .query(String.class)
                .single();
    }
}
