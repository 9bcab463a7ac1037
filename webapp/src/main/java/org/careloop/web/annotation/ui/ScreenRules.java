package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.careloop.web.annotation.AnswerRules;
import org.careloop.web.annotation.Pair;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyDesign.Required;

/**
 * What the browser has to know of a study to gather a complete answer without asking the server.
 *
 * @param responses how many there are: a single text is scored, more than two are ranked
 * @param choices the verdicts on offer; none for a ranking and for a text
 * @param criteria none for a ranking and for a text
 * @param scores of a text, the overall quality last; none for responses
 */
record ScreenRules(
        int responses,
        List<Choice> choices,
        List<Row> criteria,
        List<Scored> scores,
        boolean criteriaFirst,
        Set<Required> required,
        Set<FlagKind> flags,
        boolean corrections,
        int longestReason,
        int longestCorrection,
        int longestNote) {

    /** A criterion as people read it. */
    record Row(String key, String label, boolean required) {}

    /** A row of scores as people read it, with what each score means, that of 0 first. */
    record Scored(String key, String label, boolean required, List<String> anchors) {}

    static ScreenRules of(Pair pair, Component words) {
        StudyDesign design = pair.design();
        return new ScreenRules(
                pair.responses().size(),
                pair.isPair() ? Choice.of(design.scale(), words) : List.of(),
                pair.isPair()
                        ? design.criteria().stream()
                                .map(one -> new Row(one.key(), DesignWords.criterion(words, one), one.required()))
                                .toList()
                        : List.of(),
                pair.isRating() ? scores(design, words) : List.of(),
                design.criteriaFirst(),
                design.required(),
                design.flags(),
                design.corrections() && !pair.isRating(),
                AnswerRules.LONGEST_RATIONALE,
                AnswerRules.LONGEST_CORRECTION,
                AnswerRules.LONGEST_NOTE);
    }

    private static List<Scored> scores(StudyDesign design, Component words) {
        return Stream.concat(design.criteria().stream(), Stream.of(Scores.WHOLE))
                .map(one -> new Scored(
                        one.key(), DesignWords.criterion(words, one), one.required(), DesignWords.anchors(words, one)))
                .toList();
    }

    /** How the next pair, the so manieth in this window, is announced to who hears the page. */
    String announcement(int number, Component words) {
        String key = responses == 1 ? ".text" : responses > 2 ? ".ranking" : "";
        return words.getTranslation("annotate.announce" + key, number);
    }
}
