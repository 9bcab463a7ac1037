package org.careloop.web.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.web.ServiceTest;
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
    void aDesignThatKnowsFewFieldsHasTheOthersOff() {
        Study study = study(1);
        jdbc.sql("update study_design set design = '{\"overlap\": 3}' where study_id = ?")
                .param(study.id().value())
                .update();
        StudyDesign design = studies.find(study.id()).orElseThrow().design();
        assertThat(design.overlap()).isEqualTo(3);
        assertThat(design.criteria()).isEmpty();
        assertThat(design.corrections()).isFalse();
    }

    @Test
    void aComparisonHasExactlyTheSlotsItsStudyAsksFor() {
        Study study = study(3);
        assertThat(jdbc.sql("select wanted || ' ' || votes from comparison_tally where study_id = ?")
                        .param(study.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("3 0");
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
                List.of("x", "y"),
                List.of(),
                null,
                null,
                List.of(),
                null,
                1,
                overlap);
        comparisons.insertAll(study.id(), 1, List.of(comparison), NOW);
        return study;
    }
}
