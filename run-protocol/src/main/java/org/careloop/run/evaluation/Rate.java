package org.careloop.run.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A share of questions, with its 95 % interval.
 *
 * @param stderr its standard error, by question group
 * @param low lower end of the interval: Wilson's at the effective number of questions, n over the design effect (Kish 1965); it is
 *     never narrower than that of independent questions
 * @param n questions
 * @param groups of questions that depend on each other
 */
public record Rate(
        @JsonProperty("acc,none") double value,
        @JsonProperty("acc_stderr,none") double stderr,
        @JsonProperty("acc_low") double low,
        @JsonProperty("acc_high") double high,
        int n,
        int groups) {

    /** Of a 95 % interval. */
    static final double Z = 1.959963984540054;

    /**
     * The mean of zeros and ones.
     *
     * @param groups the number of each value's group
     */
    public static Rate of(double[] values, int[] groups) {
        double mean = Clusters.mean(values);
        double simple = mean * (1 - mean) / values.length;
        double variance = Clusters.varianceOfMean(values, groups);
        int count = QuestionGroups.count(groups);
        double effect = simple > 0 ? Math.max(1, variance / simple) : (double) values.length / count;
        return wilson(mean, Math.sqrt(Math.max(variance, simple)), values.length / effect, values.length, count);
    }

    /** The mean of the subjects' rates, each counted alike. */
    static Rate macro(List<Rate> subjects) {
        double mean = subjects.stream().mapToDouble(Rate::value).average().orElseThrow();
        double variance =
                subjects.stream().mapToDouble(rate -> rate.stderr * rate.stderr).sum()
                        / subjects.size()
                        / subjects.size();
        int n = subjects.stream().mapToInt(Rate::n).sum();
        int groups = subjects.stream().mapToInt(Rate::groups).sum();
        double effective = variance > 0 ? mean * (1 - mean) / variance : groups;
        return wilson(mean, Math.sqrt(variance), effective, n, groups);
    }

    /** Wilson 1927. */
    private static Rate wilson(double p, double stderr, double effective, int n, int groups) {
        double square = Z * Z;
        double centre = (p + square / (2 * effective)) / (1 + square / effective);
        double half = Z
                / (1 + square / effective)
                * Math.sqrt(p * (1 - p) / effective + square / (4 * effective * effective));
        return new Rate(p, stderr, Math.max(0, centre - half), Math.min(1, centre + half), n, groups);
    }
}
