package org.careloop.web.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A study drawn by chance: each prompt has its own difference between the models, which all its votes share, and each
 * annotator a leaning to one of them. A quarter of the votes are ties; of the others P(new model) = (1 + effect + prompt +
 * leaning) / 2, cut at 0 and 1.
 *
 * @param prompts how many there are
 * @param annotators of whom each prompt gets {@code VOTES} at random
 * @param effect what is true of the models, in decisive votes
 * @param spread prompts differ by ±spread, so that the votes on one agree
 * @param leaning standard deviation of the annotators' leanings
 * @param centred whether the leanings of these annotators add up to 0, so that what is true of such annotators is true of them
 * @param longer by how much new answers are longer, on average
 * @param lengthBias by how much a unit of length moves annotators
 * @param sideBias by how much the left side moves them; the new model stands there in {@code left} of the votes
 */
record SimulatedStudy(
        int prompts,
        int annotators,
        double effect,
        double spread,
        double leaning,
        boolean centred,
        double longer,
        double lengthBias,
        double sideBias,
        double left) {
    static final int VOTES = 3;
    static final double TIES = .25;

    /** The votes, and of each the difference in length and the side of the new model (+1 left, -1 right). */
    record Drawn(Votes votes, double[][] covariates) {}

    static SimulatedStudy of(double effect, double spread, double leaning, boolean centred) {
        return new SimulatedStudy(400, 20, effect, spread, leaning, centred, 0, 0, 0, .5);
    }

    Drawn draw(RandomGenerator random) {
        double[] leanings = new double[annotators];
        Arrays.setAll(leanings, a -> leaning * random.nextGaussian());
        double mean = Arrays.stream(leanings).average().orElse(0);
        int n = prompts * VOTES;
        int[] prompt = new int[n];
        int[] annotator = new int[n];
        double[] value = new double[n];
        double[][] covariates = new double[n][];
        for (int p = 0; p < prompts; p++) {
            double own = random.nextBoolean() ? spread : -spread;
            double length = longer + .5 * random.nextGaussian();
            int[] chosen = random.ints(0, annotators).distinct().limit(VOTES).toArray();
            for (int i = 0; i < VOTES; i++) {
                int vote = p * VOTES + i;
                double side = random.nextDouble() < left ? 1 : -1;
                prompt[vote] = p;
                annotator[vote] = chosen[i];
                covariates[vote] = new double[] {length, side};
                double lead = effect
                        + own
                        + leanings[chosen[i]]
                        - (centred ? mean : 0)
                        + lengthBias * length
                        + sideBias * side;
                value[vote] = random.nextDouble() < TIES ? 0 : random.nextDouble() < (1 + lead) / 2 ? 1 : -1;
            }
        }
        return new Drawn(new Votes(prompt, annotator, value, prompts, annotators), covariates);
    }
}
