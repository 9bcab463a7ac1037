package org.careloop.web.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;

/**
 * The verdicts that a study offers. All that is known of a scale stands here: screens, checks and previews ask for its
 * {@link #choices()}, and only its name and its sentence in the translations come to it from elsewhere.
 */
public enum Scale {
    /** Good, same, bad: one response, neither, the other. */
    GSB(false, Strength.SLIGHTLY),
    /** The same, and "both bad". */
    GSB_BOTH_BAD(true, Strength.SLIGHTLY),
    /** Five grades: clearly or slightly one, same, slightly or clearly the other. */
    FIVE(false, Strength.CLEARLY, Strength.SLIGHTLY),
    /** Five grades and "both bad". */
    FIVE_BOTH_BAD(true, Strength.CLEARLY, Strength.SLIGHTLY);

    private final boolean bothBad;
    private final List<Strength> strengths;
    private final List<Choice> choices;

    /**
     * What can be said of two responses.
     *
     * @param verdict {@link Verdict#A} for the first of the two, wherever it stands
     * @param strength {@link Strength#SLIGHTLY} where there are no grades, and of a verdict that prefers neither
     */
    public record Choice(Verdict verdict, Strength strength) {}

    /** @param strengths of a preference, the clearest first; only one where preferences have no grades */
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

    /** Everything on offer, from the first response to the second, "both bad" last. */
    public List<Choice> choices() {
        return choices;
    }

    /** How clear this verdict can be; none where the scale does not offer it. */
    public List<Strength> strengthsOf(Verdict verdict) {
        return choices.stream()
                .filter(choice -> choice.verdict() == verdict)
                .map(Choice::strength)
                .toList();
    }

    public boolean hasBothBad() {
        return bothBad;
    }

    /** Whether a clear preference is told from a slight one. */
    public boolean isGraded() {
        return strengths.size() > 1;
    }

    /** Whether nothing stronger can be said: a preference as clear as the scale has it, or "both bad". */
    public boolean isStrong(Choice choice) {
        return choice.verdict() == Verdict.BOTH_BAD
                || choice.verdict().isDecisive() && choice.strength() == strengths.getFirst();
    }

    /** What comes nearest to a verdict of another scale, the weaker of two; empty where this one has no such verdict. */
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
