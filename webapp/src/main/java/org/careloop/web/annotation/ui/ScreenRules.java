package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Set;
import org.careloop.web.annotation.AnswerRules;
import org.careloop.web.annotation.Pair;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyDesign.Required;

/**
 * What the browser has to know of a study to gather a complete answer without asking the server.
 *
 * @param responses how many there are; with more than two they are ranked
 * @param choices the verdicts on offer; none for a ranking
 * @param criteria none for a ranking
 */
record ScreenRules(
        int responses,
        List<Choice> choices,
        List<Row> criteria,
        boolean criteriaFirst,
        Set<Required> required,
        Set<FlagKind> flags,
        boolean corrections,
        int longestReason,
        int longestCorrection,
        int longestNote) {

    /** A criterion as people read it. */
    record Row(String key, String label, boolean required) {}

    static ScreenRules of(Pair pair, Component words) {
        StudyDesign design = pair.design();
        return new ScreenRules(
                pair.responses().size(),
                pair.isRanking() ? List.of() : Choice.of(design.scale(), words),
                pair.isRanking()
                        ? List.of()
                        : design.criteria().stream()
                                .map(one -> new Row(one.key(), DesignWords.criterion(words, one), one.required()))
                                .toList(),
                design.criteriaFirst(),
                design.required(),
                design.flags(),
                design.corrections(),
                AnswerRules.LONGEST_RATIONALE,
                AnswerRules.LONGEST_CORRECTION,
                AnswerRules.LONGEST_NOTE);
    }
}
