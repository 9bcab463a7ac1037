package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.List;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.study.StudyDesign.Scale;

/**
 * A verdict that a scale offers, and the key that gives it.
 *
 * @param strength 1 slightly, 2 clearly; 1 where the scale has no grades
 */
public record Choice(String key, SideVerdict verdict, int strength, String label) {
    private static final int CLEARLY = 2;

    /** Everything that a scale offers, from one side to the other, in the language of a screen. */
    public static List<Choice> of(Scale scale, Component words) {
        int strongest = scale.isGraded() ? CLEARLY : 1;
        List<Choice> choices = new ArrayList<>();
        for (int strength = strongest; strength >= 1; strength--) {
            add(choices, SideVerdict.LEFT, strength, scale, words);
        }
        add(choices, SideVerdict.SAME, 1, scale, words);
        for (int strength = 1; strength <= strongest; strength++) {
            add(choices, SideVerdict.RIGHT, strength, scale, words);
        }
        if (scale.hasBothBad()) {
            add(choices, SideVerdict.BOTH_BAD, 1, scale, words);
        }
        return choices;
    }

    private static void add(List<Choice> choices, SideVerdict verdict, int strength, Scale scale, Component words) {
        String key = Integer.toString(choices.size() + 1);
        choices.add(new Choice(key, verdict, strength, AnswerWords.of(verdict, strength, scale.isGraded(), words)));
    }
}
