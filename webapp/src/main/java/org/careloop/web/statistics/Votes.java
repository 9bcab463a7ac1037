package org.careloop.web.statistics;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Votes on two models as numbers. Prompts are numbered from 0 in the order that was drawn for them, annotators in any
 * order; the numbers stay the same when some votes are taken out.
 */
public final class Votes {
    private final int[] prompt; // [vote]
    private final int[] annotator; // [vote]
    private final double[] value; // [vote], +1 for the new model, 0, -1
    private final int prompts;
    private final int annotators;

    /**
     * Takes the arrays as they are; nobody may change them afterwards.
     *
     * @param prompt the prompt of each vote
     * @param annotator who gave each vote
     * @param value +1 for the new model, 0 for neither, -1 for the rival
     * @throws IllegalArgumentException when the arrays differ in length
     */
    public Votes(int[] prompt, int[] annotator, double[] value, int prompts, int annotators) {
        if (prompt.length != value.length || annotator.length != value.length) {
            throw new IllegalArgumentException("%d prompts, %d annotators, %d values of votes; expected as many of each"
                    .formatted(prompt.length, annotator.length, value.length));
        }
        this.prompt = prompt;
        this.annotator = annotator;
        this.value = value;
        this.prompts = prompts;
        this.annotators = annotators;
    }

    public int size() {
        return value.length;
    }

    public int prompt(int vote) {
        return prompt[vote];
    }

    public int annotator(int vote) {
        return annotator[vote];
    }

    public double value(int vote) {
        return value[vote];
    }

    public int prompts() {
        return prompts;
    }

    public int annotators() {
        return annotators;
    }

    /** How many annotators gave at least one of these votes. */
    public int activeAnnotators() {
        return (int) Arrays.stream(annotator).distinct().count();
    }

    /** How many prompts have at least one of these votes. */
    public int activePrompts() {
        return (int) Arrays.stream(prompt).distinct().count();
    }

    public Counts counts() {
        long good = Arrays.stream(value).filter(v -> v > 0).count();
        long bad = Arrays.stream(value).filter(v -> v < 0).count();
        return new Counts(good, value.length - good - bad, bad);
    }

    /** The votes that a condition on their number lets through. */
    public Votes where(IntPredicate keep) {
        int[] kept = new int[value.length];
        int count = 0;
        for (int vote = 0; vote < value.length; vote++) {
            if (keep.test(vote)) {
                kept[count++] = vote;
            }
        }
        int[] some = Arrays.copyOf(kept, count);
        return new Votes(
                Arrays.stream(some).map(i -> prompt[i]).toArray(),
                Arrays.stream(some).map(i -> annotator[i]).toArray(),
                Arrays.stream(some).mapToDouble(i -> value[i]).toArray(),
                prompts,
                annotators);
    }

    /** The mean of the votes on each prompt, in the order of the prompts; prompts without a vote are left out. */
    public double[] promptMeans() {
        double[] sum = new double[prompts];
        int[] count = new int[prompts];
        for (int vote = 0; vote < value.length; vote++) {
            sum[prompt[vote]] += value[vote];
            count[prompt[vote]]++;
        }
        double[] means = new double[prompts];
        int found = 0;
        for (int p = 0; p < prompts; p++) {
            if (count[p] > 0) {
                means[found++] = sum[p] / count[p];
            }
        }
        return Arrays.copyOf(means, found);
    }
}
