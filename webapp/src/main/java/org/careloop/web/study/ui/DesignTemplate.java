package org.careloop.web.study.ui;

import java.util.List;
import java.util.Set;
import org.careloop.web.study.Scale;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Audience;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyDesign.Order;

/** What a new study can start from. */
enum DesignTemplate {
    /** Two answers to a medical question: the usual four criteria, safety first and required; quality watched throughout. */
    MEDICAL {
        @Override
        StudyDesign design(String guidelines) {
            return new StudyDesign(
                    guidelines,
                    List.of(),
                    Scale.GSB_BOTH_BAD,
                    Criterion.USUAL,
                    true,
                    Set.of(),
                    Set.of(FlagKind.values()),
                    true,
                    2,
                    new Audience(false, false),
                    .05,
                    .05,
                    Order.RANDOM,
                    .51,
                    30);
        }
    },
    /** One verdict a pair and nothing else. */
    PLAIN {
        @Override
        StudyDesign design(String guidelines) {
            return StudyDesign.of(guidelines, 2);
        }
    };

    abstract StudyDesign design(String guidelines);
}
