package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.run.Strength;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scores;

/** An answer in a few words, as buttons and lists say it. */
public final class AnswerWords {
    private AnswerWords() {}

    /** "A is better", the order of a ranking: "B > A = C", or the overall score of a text; empty when none was given. */
    public static String of(Answer answer, boolean graded, Component words) {
        Integer overall = answer.scores().get(Scores.OVERALL);
        if (overall != null) {
            return words.getTranslation("annotate.rated", overall);
        }
        if (!answer.ranking().isEmpty()) {
            return of(answer.ranking(), words);
        }
        return answer.verdict() == null ? "" : of(answer.verdict(), answer.strength(), graded, words);
    }

    /** @param graded whether a slight preference has a name of its own */
    public static String of(SideVerdict verdict, Strength strength, boolean graded, Component words) {
        return DesignWords.verdict(words, verdict.asChoice(strength), graded);
    }

    /** The order of the responses on a screen, "B > A = C"; those without a rank, 0, are left out. */
    public static String of(List<Integer> ranks, Component words) {
        return ranks.stream()
                .filter(rank -> rank > 0)
                .distinct()
                .sorted()
                .map(rank -> IntStream.range(0, ranks.size())
                        .filter(i -> ranks.get(i).equals(rank))
                        .mapToObj(i -> words.getTranslation("annotate.letter." + i))
                        .collect(Collectors.joining(" = ")))
                .collect(Collectors.joining(" > "));
    }
}
