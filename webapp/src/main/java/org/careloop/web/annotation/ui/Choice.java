package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.run.Strength;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scale;

/**
 * A verdict that a scale offers, and the key that gives it.
 *
 * @param strong whether a study that asks for reasons of strong verdicts asks for one here
 */
public record Choice(String key, SideVerdict verdict, Strength strength, boolean strong, String label) {

    /** Everything that a scale offers, from one side to the other, in the language of a screen. */
    public static List<Choice> of(Scale scale, Component words) {
        List<Scale.Choice> offered = scale.choices();
        return IntStream.range(0, offered.size())
                .mapToObj(i -> of(i + 1, offered.get(i), scale, words))
                .toList();
    }

    private static Choice of(int key, Scale.Choice offered, Scale scale, Component words) {
        return new Choice(
                Integer.toString(key),
                SideVerdict.onScreen(offered.verdict(), true),
                offered.strength(),
                scale.isStrong(offered),
                DesignWords.verdict(words, offered, scale.isGraded()));
    }
}
