package org.careloop.web.agreement;

import java.util.List;

/**
 * The sums over comparisons that all coefficients are computed from. They are additive: the sums of a resample are the
 * sums of its patterns, each times how often the pattern was drawn.
 *
 * <p>Comparisons with a single vote enter only {@link #rated} and {@link #ratedShare}, as in Gwet's definition; everything
 * else is over comparisons with two votes or more.
 */
final class Moments {
    double pairable; // comparisons with two votes or more
    double votes; // votes on these
    double agreeing; // sum of c(c-1)/(m-1) over verdicts: votes that a random other vote on the comparison equals
    double agreement; // sum over comparisons of the share of equal pairs
    final double[] share = new double[Grade.VERDICTS]; // sum of c/m
    final double[] marginal = new double[Grade.VERDICTS]; // sum of c
    double rated; // comparisons with a vote
    final double[] ratedShare = new double[Grade.VERDICTS]; // sum of c/m over these
    final double[] placed = new double[Grade.PLACES]; // sum of votes at each place of the ordinal reading
    final double[][] coincidence = new double[Grade.PLACES][Grade.PLACES]; // sum of c*c'/(m-1) for two places

    /** Adds what comparisons with these votes contribute. */
    void add(int[] counts, double times) {
        double votesHere = Patterns.votes(counts);
        double[] verdicts = new double[Grade.VERDICTS];
        double[] places = new double[Grade.PLACES];
        for (Grade grade : Grade.values()) {
            verdicts[grade.verdict().ordinal()] += counts[grade.ordinal()];
            places[grade.place()] += counts[grade.ordinal()];
        }
        rated += times;
        for (int k = 0; k < verdicts.length; k++) {
            ratedShare[k] += times * verdicts[k] / votesHere;
        }
        if (votesHere > 1) {
            addNominal(verdicts, votesHere, times);
            addOrdinal(places, votesHere, times);
        }
    }

    private void addNominal(double[] verdicts, double votesHere, double times) {
        double equal = 0;
        for (int k = 0; k < verdicts.length; k++) {
            equal += verdicts[k] * (verdicts[k] - 1);
            share[k] += times * verdicts[k] / votesHere;
            marginal[k] += times * verdicts[k];
        }
        pairable += times;
        votes += times * votesHere;
        agreeing += times * equal / (votesHere - 1);
        agreement += times * equal / (votesHere * (votesHere - 1));
    }

    private void addOrdinal(double[] places, double votesHere, double times) {
        for (int c = 0; c < places.length; c++) {
            placed[c] += times * places[c];
            for (int k = 0; k < c; k++) {
                coincidence[c][k] += times * places[c] * places[k] / (votesHere - 1);
            }
        }
    }

    /** The sums over patterns that occur so often. */
    static Moments of(List<int[]> patterns, double[] times) {
        Moments moments = new Moments();
        for (int i = 0; i < times.length; i++) {
            if (times[i] > 0) {
                moments.add(patterns.get(i), times[i]);
            }
        }
        return moments;
    }
}
