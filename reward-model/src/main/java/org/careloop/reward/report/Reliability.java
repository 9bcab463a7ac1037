package org.careloop.reward.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well the model's confidence matches its accuracy, on decisive votes. Confidence is the probability of the
 * response that the model prefers, so bins run from one half to 1.
 *
 * @param error expected calibration error (Naeini et al. 2015): mean of |stated - observed| over bins, by votes; null
 *     without votes
 */
public record Reliability(@Nullable Double error, List<Bin> bins) {
    static final int BINS = 10;

    /**
     * One bin of the reliability diagram.
     *
     * @param stated mean confidence in it; null when empty
     * @param observed share of its votes that agreed; null when empty
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Bin(
            double from,
            double to,
            long votes,
            @Nullable Double stated,
            @Nullable Double observed) {}

    /** Of each vote: the probability that was given to its winner. */
    static Reliability of(double[] winnerProbabilities) {
        double[] stated = new double[BINS];
        double[] observed = new double[BINS];
        long[] votes = new long[BINS];
        for (double p : winnerProbabilities) {
            double confidence = Math.max(p, 1 - p);
            int bin = Math.min(BINS - 1, (int) ((confidence - 0.5) * 2 * BINS));
            stated[bin] += confidence;
            observed[bin] += DecisiveVote.credit(p - 0.5);
            votes[bin]++;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int i = 0; i < BINS; i++) {
            bins.add(bin(i, votes[i], stated[i], observed[i]));
            error += Math.abs(stated[i] - observed[i]);
        }
        int n = winnerProbabilities.length;
        return new Reliability(n == 0 ? null : error / n, bins);
    }

    private static Bin bin(int index, long votes, double stated, double observed) {
        double from = (BINS + index) / (2.0 * BINS);
        double to = (BINS + index + 1) / (2.0 * BINS);
        return votes == 0
                ? new Bin(from, to, 0, null, null)
                : new Bin(from, to, votes, stated / votes, observed / votes);
    }
}
