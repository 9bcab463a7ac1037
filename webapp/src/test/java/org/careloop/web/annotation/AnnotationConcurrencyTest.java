package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.careloop.web.people.Person;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationConcurrencyTest extends AnnotationTest {

    /** Everybody judges until the queue is empty, and presses every key twice. */
    @ParameterizedTest
    @CsvSource({"2, 20, 2", "30, 12, 3"})
    void everyComparisonGetsExactlyItsVotes(int people, int comparisonCount, int overlap) throws Exception {
        Study study = study(comparisonCount, overlap);
        List<Person> clinicians = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            clinicians.add(signedIn.clinician("p" + i));
        }
        together(clinicians, this::judgeUntilEmpty);

        assertThat(votes(study)).isEqualTo((long) comparisonCount * overlap);
        assertThat(count(study, "select count(*) from slot where study_id = ? and judged_by is null"))
                .isZero();
        assertThat(count(study, "select count(*) from slot where study_id = ? and holder is not null"))
                .isZero();
        assertThat(count(study, """
                        select count(*) from (
                            select 1 from judgement j join comparison c on c.id = j.comparison_id
                            where c.study_id = ? group by j.comparison_id, j.annotator having count(*) > 1) as twice
                        """)).isZero();
    }

    /** One person in six windows holds one pair and gives one vote on it. */
    @Test
    void manyWindowsOfOnePersonAreOnePerson() throws Exception {
        Study study = study(1, 3);
        Person person = signedIn.clinician("one");
        together(List.of(person, person, person, person, person, person), this::judgeUntilEmpty);
        assertThat(votes(study)).isEqualTo(1);
    }

    private Void judgeUntilEmpty() {
        while (service.next() instanceof NextPair.Work(Pair pair)) {
            Submission submission =
                    new Submission(UUID.randomUUID(), pair.comparison(), pair.aOnLeft(), SideVerdict.LEFT, "", 10);
            service.submit(submission);
            service.submit(submission);
        }
        return null;
    }

    private void together(List<Person> people, Callable<Void> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Void>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Person person : people) {
                ends.add(threads.submit(() -> {
                    start.await();
                    signedIn.as(person);
                    return work.call();
                }));
            }
            start.countDown();
        }
        for (Future<Void> end : ends) {
            end.get();
        }
    }

    private long count(Study study, String sql) {
        return database.sql(sql).param(study.id().value()).query(Long.class).single();
    }
}
