package org.careloop.web.annotation;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.run.Message;
import org.careloop.web.WebTest;
import org.careloop.web.people.Person;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyRepository;
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
        database.sql("update study set state = 'CLOSED'").update();
        Study study = studies.insert(new NewStudy("Study " + UUID.randomUUID(), "", overlap), null, NOW);
        comparisons.insertAll(
                study.id(),
                1,
                IntStream.rangeClosed(1, comparisonCount)
                        .mapToObj(n -> comparison(n, overlap))
                        .toList(),
                NOW);
        return study;
    }

    private static NewComparison comparison(int number, int slots) {
        return new NewComparison(
                ComparisonId.random(),
                "c" + number,
                List.of(Message.user("Question " + number)),
                "a" + number,
                "b" + number,
                "model-one",
                "model-two",
                "en",
                List.of(),
                1,
                slots);
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
        return new Submission(UUID.randomUUID(), pair.comparison(), pair.aOnLeft(), verdict, "", 1_000);
    }

    protected Outcome judge(Person person, Pair pair, SideVerdict verdict) {
        signedIn.as(person);
        return service.submit(verdict(pair, verdict));
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
