package org.careloop.web.statistics;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** How many prompts the {@linkplain ETest test} needs, simulated. Immutable; the same seed gives the same figures. */
public final class Power {
    private final int[] reachedAt; // [study], sorted; MAX_VALUE where never

    private Power(int[] reachedAt) {
        this.reachedAt = reachedAt;
    }

    /**
     * Votes as a study may give them.
     *
     * @param netWinRate the effect: P(new model better) - P(rival better)
     * @param tieRate P(neither)
     * @param agreement how likely two votes on a prompt are the same, at least what chance gives
     * @param votesAPrompt how many votes a prompt gets
     */
    public record Assumption(double netWinRate, double tieRate, double agreement, int votesAPrompt) {
        public Assumption {
            if (!(tieRate >= 0 && tieRate + Math.abs(netWinRate) <= 1)) {
                throw new IllegalArgumentException(
                        "net win rate %s with a tie rate of %s; expected a sum of at most 1 without the sign"
                                .formatted(netWinRate, tieRate));
            }
        }

        /** The share of pairs of votes that are the same draw; the others are alike by chance only. */
        double common() {
            double good = (1 - tieRate + netWinRate) / 2;
            double bad = (1 - tieRate - netWinRate) / 2;
            double chance = good * good + tieRate * tieRate + bad * bad;
            return chance == 1 ? 0 : Math.clamp((agreement - chance) / (1 - chance), 0, 1);
        }

        /** The mean of the votes of a prompt. */
        double outcome(RandomGenerator random) {
            double copied = Math.sqrt(common());
            int shared = vote(random);
            double sum = 0;
            for (int i = 0; i < votesAPrompt; i++) {
                sum += random.nextDouble() < copied ? shared : vote(random);
            }
            return sum / votesAPrompt;
        }

        private int vote(RandomGenerator random) {
            double u = random.nextDouble();
            double good = (1 - tieRate + netWinRate) / 2;
            return u < good ? 1 : u < good + tieRate ? 0 : -1;
        }
    }

    /** Simulates studies in which every prompt is like the assumption. */
    public static Power of(Assumption assumption, double alpha, int mostPrompts, int studies, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return simulated(() -> assumption.outcome(random), new double[0], alpha, mostPrompts, studies);
    }

    /** Continues a study with prompts drawn from those that it has, until the test reaches 1/α. */
    public static Power continued(double[] outcomes, double alpha, int mostPrompts, int studies, long seed) {
        if (outcomes.length == 0) {
            throw new IllegalArgumentException("no prompt to draw from; expected one at least");
        }
        RandomGenerator random = new SplittableRandom(seed);
        return simulated(() -> outcomes[random.nextInt(outcomes.length)], outcomes, alpha, mostPrompts, studies);
    }

    private interface Prompt {
        double outcome();
    }

    private static Power simulated(Prompt prompt, double[] before, double alpha, int mostPrompts, int studies) {
        double[] shares = ETest.shares();
        double[] begin = new double[shares.length];
        Arrays.setAll(begin, k -> 1.0 / shares.length);
        for (double outcome : before) {
            bet(begin, shares, outcome);
        }
        int[] reachedAt = new int[studies];
        for (int s = 0; s < studies; s++) {
            double[] capital = begin.clone();
            reachedAt[s] = Integer.MAX_VALUE;
            for (int i = 1; i <= mostPrompts; i++) {
                if (bet(capital, shares, prompt.outcome()) >= 1 / alpha) {
                    reachedAt[s] = i;
                    break;
                }
            }
        }
        Arrays.sort(reachedAt);
        return new Power(reachedAt);
    }

    private static double bet(double[] capital, double[] shares, double outcome) {
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            capital[k] *= 1 + shares[k] * outcome;
            sum += capital[k];
        }
        return sum;
    }

    /** How likely the test has reached 1/α after so many prompts. */
    public double within(int prompts) {
        return (double) Arrays.stream(reachedAt).filter(at -> at <= prompts).count() / reachedAt.length;
    }

    /** How many prompts suffice with a probability; empty when the simulated studies were too short for it. */
    public OptionalInt promptsFor(double probability) {
        int at = reachedAt[Math.max(0, (int) Math.ceil(probability * reachedAt.length) - 1)];
        return at == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(at);
    }
}
