package org.careloop.web.study.ui;

import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.Order;

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
    /** One verdict a pair and nothing else. */
    PLAIN {
        @Override
        StudyDesign design(String guidelines) {
            return StudyDesign.of(draft -> draft.guidelines = guidelines);
        }
    };

    abstract StudyDesign design(String guidelines);
}
