package org.careloop.run.rating.agreement;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.careloop.run.rating.Rating;

/**
 * Scores beside ratings. Their order by either is found once, so that a resample costs no sorting.
 *
 * @param text of each pair, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Pairs(int[] text, double[] score, double[] rating, int[] byScore, int[] byRating) {

    public static Pairs of(int[] text, double[] score, double[] rating) {
        return new Pairs(text, score, rating, order(score), order(rating));
    }

    private static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    public int count() {
        return text.length;
    }

    /** Texts that have a pair. */
    public int texts() {
        return (int) IntStream.of(text).distinct().count();
    }

    /** @param times how often each text stands in the sample */
    Weighted weighted(int[] times) {
        double[] weight = IntStream.of(text).mapToDouble(each -> times[each]).toArray();
        return new Weighted(this, weight);
    }

    /**
     * Pairs, each so many times.
     *
     * @param weight of each pair, a whole number
     */
    public record Weighted(Pairs pairs, double[] weight) {

        /** 1 - sum of w o / sum of w e, with w = (i - j)^2, o the counts and e those that the margins alone would give. */
        double kappa() {
            int scores = Rating.BEST + 1;
            double[] given = new double[scores];
            double[] people = new double[scores];
            double observed = 0;
            double all = 0;
            for (int i = 0; i < weight.length; i++) {
                int one = whole(pairs.score[i]);
                int other = whole(pairs.rating[i]);
                given[one] += weight[i];
                people[other] += weight[i];
                observed += weight[i] * (one - other) * (one - other);
                all += weight[i];
            }
            double expected = 0;
            for (int i = 0; i < scores; i++) {
                for (int j = 0; j < scores; j++) {
                    expected += given[i] * people[j] / all * (i - j) * (i - j);
                }
            }
            return expected == 0 ? Double.NaN : 1 - observed / expected;
        }

        private static int whole(double score) {
            return (int) Math.clamp(Math.floor(score + 0.5), 0, Rating.BEST);
        }

        double f1(double threshold) {
            double both = 0;
            double either = 0;
            for (int i = 0; i < weight.length; i++) {
                boolean one = pairs.score[i] >= threshold;
                boolean other = pairs.rating[i] >= threshold;
                both += one && other ? 2 * weight[i] : 0;
                either += (one ? weight[i] : 0) + (other ? weight[i] : 0);
            }
            return either == 0 ? Double.NaN : both / either;
        }

        public double spearman() {
            double[] one = ranks(pairs.score, pairs.byScore);
            double[] other = ranks(pairs.rating, pairs.byRating);
            double all = 0;
            double oneSum = 0;
            double otherSum = 0;
            for (int i = 0; i < weight.length; i++) {
                all += weight[i];
                oneSum += weight[i] * one[i];
                otherSum += weight[i] * other[i];
            }
            double both = 0;
            double oneSquares = 0;
            double otherSquares = 0;
            for (int i = 0; i < weight.length; i++) {
                double x = one[i] - oneSum / all;
                double y = other[i] - otherSum / all;
                both += weight[i] * x * y;
                oneSquares += weight[i] * x * x;
                otherSquares += weight[i] * y * y;
            }
            return oneSquares == 0 || otherSquares == 0 ? Double.NaN : both / Math.sqrt(oneSquares * otherSquares);
        }

        /** The mean rank of each pair among all that stand in the sample. */
        private double[] ranks(double[] values, int[] order) {
            double[] ranks = new double[values.length];
            double before = 0;
            int start = 0;
            while (start < order.length) {
                int end = start;
                double tied = 0;
                while (end < order.length && values[order[end]] == values[order[start]]) {
                    tied += weight[order[end]];
                    end++;
                }
                for (int i = start; i < end; i++) {
                    ranks[order[i]] = before + (tied + 1) / 2;
                }
                before += tied;
                start = end;
            }
            return ranks;
        }
    }
}
