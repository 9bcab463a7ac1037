package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.web.people.Person;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationConcurrencyTest extends AnnotationTest {

    /** Everybody judges until the queue is empty. */
    @ParameterizedTest
    @CsvSource({"2, 20, 2", "30, 12, 3"})
    void everyComparisonGetsExactlyItsVotes(int people, int comparisonCount, int overlap) throws Exception {
        List<NewComparison> all = new ArrayList<>();
        IntStream.rangeClosed(1, comparisonCount).forEach(n -> all.add(comparison(n, overlap)));
        IntStream.rangeClosed(101, 105).forEach(n -> all.add(gold(n)));
        Study study = study("{\"overlap\": " + overlap + ", \"goldRate\": 0.2, \"repeatRate\": 0.2}", all);
        List<Person> clinicians = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            clinicians.add(signedIn.clinician("p" + i));
        }
        together(clinicians, this::judgeUntilEmpty);

        assertThat(count(study, "select count(*) from counted_judgement where study_id = ?"))
                .isEqualTo((long) comparisonCount * overlap);
        assertThat(count(study, "select count(*) from slot where study_id = ? and judged_by is null"))
                .isZero();
        assertThat(count(study, "select count(*) from slot where study_id = ? and holder is not null"))
                .isZero();
        assertThat(count(study, """
                        select count(*) from (
                            select 1 from judgement j join comparison c on c.id = j.comparison_id
                            where c.study_id = ? and j.purpose <> 'REPEAT'
                            group by j.comparison_id, j.annotator having count(*) > 1) as twice
                        """)).isZero();
    }

    /** All ask at once, again and again; nobody is left without. */
    @Test
    void thirtyPeopleEachGetTheirShare() throws Exception {
        Study study = study(200, 5);
        List<Person> clinicians = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            clinicians.add(signedIn.clinician("p" + i));
        }
        together(clinicians, () -> {
            for (int n = 0; n < 20; n++) {
                assertThat(service.next() instanceof NextPair.Work(Pair pair)
                                && service.submit(verdict(pair, SideVerdict.SAME)) == Outcome.STORED)
                        .isTrue();
            }
            return null;
        });
        assertThat(votes(study)).isEqualTo(600);
        assertThat(count(study, "select count(*) from slot where study_id = ? and holder is not null"))
                .isZero();
        assertThat(database.sql("""
                        select count(*) from (select from judgement where study_id = ?
                                              group by comparison_id having count(*) > 5) as beyond
                        """).param(study.id().value()).query(Long.class).single())
                .isZero();
    }

    @Test
    void theSameSubmissionSentManyTimesAtOnceIsStoredOnce() throws Exception {
        Study study = study(1, 3);
        Person person = signedIn.clinician("one");
        Submission submission = verdict(next(person), SideVerdict.LEFT);
        together(Collections.nCopies(8, person), () -> {
            assertThat(service.submit(submission)).isEqualTo(Outcome.STORED);
            return null;
        });
        assertThat(votes(study)).isEqualTo(1);
    }

    /** One person in six windows holds one pair and gives one vote on it. */
    @Test
    void manyWindowsOfOnePersonAreOnePerson() throws Exception {
        Study study = study(1, 3);
        Person person = signedIn.clinician("one");
        together(List.of(person, person, person, person, person, person), this::judgeUntilEmpty);
        assertThat(votes(study)).isEqualTo(1);
    }

    private long count(Study study, String sql) {
        return database.sql(sql).param(study.id().value()).query(Long.class).single();
    }
}
