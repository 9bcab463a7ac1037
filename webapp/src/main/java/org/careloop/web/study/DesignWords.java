package org.careloop.web.study;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Locale;
import org.careloop.run.Strength;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.FlagKind;

/** What the parts of a design are called on a screen, in its language. */
public final class DesignWords {
    private DesignWords() {}

    /** A criterion's own label, or the translated name of a usual one. */
    public static String criterion(Component screen, Criterion criterion) {
        return criterion.label() == null ? screen.getTranslation("criterion." + criterion.key()) : criterion.label();
    }

    /** What each score of a criterion means, that of 0 first; an own criterion has the words of the usual scale. */
    public static List<String> anchors(Component screen, Criterion criterion) {
        String key = criterion.label() == null ? criterion.key() : "own";
        return Scores.ALL.stream()
                .map(score -> screen.getTranslation("score." + key + "." + score))
                .toList();
    }

    /**
     * "A is better", "A slightly better", "The same".
     *
     * @param graded whether the scale has grades, so that a slight preference is called so
     */
    public static String verdict(Component screen, Scale.Choice choice, boolean graded) {
        String grade = graded || choice.strength() != Strength.SLIGHTLY
                ? "-" + choice.strength().name().toLowerCase(Locale.ROOT)
                : "";
        return screen.getTranslation("annotate.verdict."
                + switch (choice.verdict()) {
                    case A -> "left" + grade;
                    case SAME -> "same";
                    case B -> "right" + grade;
                    case BOTH_BAD -> "both-bad";
                });
    }

    public static String flag(Component screen, FlagKind kind) {
        return screen.getTranslation("flag." + kind.name().toLowerCase(Locale.ROOT));
    }
}
