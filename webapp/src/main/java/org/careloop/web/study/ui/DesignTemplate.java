package org.careloop.web.study.ui;

import java.util.Locale;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.Order;
import org.careloop.web.study.StudyKind;

/** What a new study can start from. */
enum DesignTemplate {
    /** Two answers to a medical question: the usual four criteria, safety first and required; quality watched throughout. */
    MEDICAL {
        @Override
        StudyDesign design(String guidelines) {
            return StudyDesign.of(draft -> {
                draft.guidelines = guidelines;
                draft.criteria = Criterion.USUAL;
                draft.goldRate = .05;
                draft.repeatRate = .05;
                draft.order = Order.RANDOM;
                draft.adjudicateBelow = .51;
                draft.sessionGoal = 30;
            });
        }
    },
    /** A single text: the usual four criteria and its overall quality, from 0 to 5; quality watched throughout. */
    RATING {
        @Override
        StudyDesign design(String guidelines) {
            return StudyDesign.of(draft -> {
                draft.kind = StudyKind.RATING;
                draft.guidelines = guidelines;
                draft.criteria = Scores.USUAL;
                draft.corrections = false;
                draft.goldRate = .05;
                draft.repeatRate = .05;
                draft.order = Order.RANDOM;
                draft.adjudicateBelow = .41;
                draft.sessionGoal = 30;
            });
        }
    },
    /** One verdict a pair and nothing else. */
    PLAIN {
        @Override
        StudyDesign design(String guidelines) {
            return StudyDesign.of(draft -> draft.guidelines = guidelines);
        }
    };

    /** The key of the guidelines to begin with; empty for none. */
    String guidelines() {
        return this == PLAIN ? "" : "design.guidelines." + name().toLowerCase(Locale.ROOT);
    }

    abstract StudyDesign design(String guidelines);
}
