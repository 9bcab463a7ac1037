package org.careloop.web.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;

/**
 * The verdicts that a study offers. Screens, checks and previews all read {@link #choices()}, so a new scale is a constant
 * here and its texts in the translations.
 */
public enum Scale {
    /** Good, same, bad: the one response is better, about the same, the other is better. */
    GSB(false, Strength.SLIGHTLY),
    /** Good, same, bad, and "both bad". */
    GSB_BOTH_BAD(true, Strength.SLIGHTLY),
    /** Five grades: clearly or slightly one, same, slightly or clearly the other. */
    FIVE(false, Strength.CLEARLY, Strength.SLIGHTLY),
    /** Five grades and "both bad". */
    FIVE_BOTH_BAD(true, Strength.CLEARLY, Strength.SLIGHTLY);

    private final boolean bothBad;
    private final List<Strength> strengths;
    private final List<Choice> choices;

    /**
     * A verdict on two responses that the scale offers.
     *
     * @param verdict {@link Verdict#A} for the first of the two, on whichever side it is shown
     * @param strength {@link Strength#SLIGHTLY} for a scale without grades, and for a verdict that prefers neither
     */
    public record Choice(Verdict verdict, Strength strength) {}

    /** @param strengths grades of a preference, the clearest first; a single one for a scale without grades */
    Scale(boolean bothBad, Strength... strengths) {
        this.bothBad = bothBad;
        this.strengths = List.of(strengths);
        List<Choice> all = new ArrayList<>();
        this.strengths.forEach(strength -> all.add(new Choice(Verdict.A, strength)));
        all.add(new Choice(Verdict.SAME, Strength.SLIGHTLY));
        this.strengths.reversed().forEach(strength -> all.add(new Choice(Verdict.B, strength)));
        if (bothBad) {
            all.add(new Choice(Verdict.BOTH_BAD, Strength.SLIGHTLY));
        }
        this.choices = List.copyOf(all);
    }

    /** All verdicts offered, from "the first is better" to "the second is better"; "both bad" is last. */
    public List<Choice> choices() {
        return choices;
    }

    /** The strengths that this verdict can have; empty if the scale does not offer it. */
    public List<Strength> strengthsOf(Verdict verdict) {
        return choices.stream()
                .filter(choice -> choice.verdict() == verdict)
                .map(Choice::strength)
                .toList();
    }

    public boolean hasBothBad() {
        return bothBad;
    }

    /** Whether the scale distinguishes clear from slight preferences. */
    public boolean isGraded() {
        return strengths.size() > 1;
    }

    /** Whether a choice is the strongest of its kind: a preference of the clearest grade, or "both bad". */
    public boolean isStrong(Choice choice) {
        return choice.verdict() == Verdict.BOTH_BAD
                || choice.verdict().isDecisive() && choice.strength() == strengths.getFirst();
    }

    /**
     * The choice with the same verdict whose strength is nearest to that of a choice of another scale; of two equally near
     * the weaker. Empty if this scale does not offer the verdict.
     */
    public Optional<Choice> nearest(Choice other) {
        return choices.stream()
                .filter(choice -> choice.verdict() == other.verdict())
                .min(Comparator.comparingInt((Choice choice) -> distance(choice, other))
                        .thenComparing(Choice::strength));
    }

    private static int distance(Choice one, Choice other) {
        return Math.abs(one.strength().number() - other.strength().number());
    }
}
