package org.careloop.web.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.web.ServiceTest;
import org.careloop.web.people.PersonId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class StudyServiceTest extends ServiceTest {
    @Autowired
    private StudyService studies;

    @Autowired
    private ComparisonRepository comparisons;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void twoStudiesCannotHaveOneName() {
        String name = unique("Fever");
        studies.create(new NewStudy(name, "", 2), null);
        assertThatThrownBy(() -> studies.create(new NewStudy(name, "", 2), null))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("exists already; choose another name");
    }

    @Test
    void aComparisonHasExactlyTheSlotsItsStudyAsksFor() {
        Study study = study(3);
        assertThat(studies.overview(study.id()).target()).isEqualTo(3);
        assertThat(studies.overview(study.id()).judged()).isZero();
    }

    @Test
    void figuresCountTheLastRevisionAndTheSideThatWasShown() {
        Study study = study(3);
        ComparisonId comparison = comparisons.page(study.id(), 0, 1).getFirst().id();
        PersonId one = person(jdbc, "one");
        PersonId two = person(jdbc, "two");
        judge(comparison, 1, one, 1, "SAME", true, 40_000);
        judge(comparison, 1, one, 2, "A", true, 20_000);
        judge(comparison, 2, two, 1, "A", false, 50_000);

        StudyOverview overview = studies.overview(study.id());
        assertThat(overview.judged()).isEqualTo(2);
        assertThat(overview.votes()).isEqualTo(new StudyOverview.Votes(2, 0, 0, 0));
        assertThat(overview.left()).isEqualTo(new Proportion(1, 2));
        assertThat(overview.days()).containsExactly(new StudyOverview.Day(LocalDate.of(2026, 3, 1), 2));
        assertThat(overview.annotators())
                .extracting(StudyOverview.Annotator::medianSeconds)
                .containsExactlyInAnyOrder(OptionalDouble.of(20), OptionalDouble.of(50));
    }

    @Test
    void wilsonsIntervalAgreesWithItsPublishedExample() {
        // Newcombe 1998, table I: 81 of 263 gives .2553 to .3662 by the score method.
        Proportion share = new Proportion(81, 263);
        assertThat(share.interval().getLowerBound()).isCloseTo(.2553, within(5e-5));
        assertThat(share.interval().getUpperBound()).isCloseTo(.3662, within(5e-5));
        assertThat(share.isOneSided()).isTrue();
        assertThat(new Proportion(19, 19).isOneSided()).isFalse();
    }

    private Study study(int overlap) {
        Study study = studies.create(new NewStudy(unique("Study"), "", overlap), null);
        NewComparison comparison = new NewComparison(
                ComparisonId.random(),
                "c1",
                List.of(Message.user("q")),
                "x",
                "y",
                null,
                null,
                null,
                List.of(),
                1,
                overlap);
        comparisons.insertAll(study.id(), 1, List.of(comparison), NOW);
        return study;
    }

    private void judge(
            ComparisonId comparison,
            int ordinal,
            PersonId annotator,
            int revision,
            String verdict,
            boolean aOnLeft,
            long activeMs) {
        jdbc.sql("update slot set judged_by = ? where comparison_id = ? and ordinal = ?")
                .params(annotator.value(), comparison.value(), ordinal)
                .update();
        jdbc.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict,
                                               a_on_left, active_ms, reason, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'looked again', '2026-03-01T23:30:00Z')""")
                .params(UUID.randomUUID(), UUID.randomUUID(), comparison.value(), ordinal, annotator.value())
                .params(List.of(revision, verdict, aOnLeft, activeMs))
                .update();
    }
}
