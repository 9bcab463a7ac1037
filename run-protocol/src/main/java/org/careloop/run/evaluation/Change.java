package org.careloop.run.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two models on the same questions.
 *
 * @param before where the earlier result lies
 * @param difference accuracy after less accuracy before
 * @param low lower end of its 95 % interval: that of Agresti and Min 2005 for matched pairs, widened by the design effect of the
 *     question groups
 * @param onlyBefore questions that only the earlier model answers rightly
 * @param onlyAfter questions that only the later model answers rightly
 * @param mcnemar McNemar's exact test, two-sided, on these two numbers; it takes questions for independent
 * @param macroDifference of the subjects' mean accuracies
 * @param earlier what the earlier model answered rightly; absent in results of earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        String before,
        double accuracyBefore,
        double accuracyAfter,
        double difference,
        double low,
        double high,
        int onlyBefore,
        int onlyAfter,
        double mcnemar,
        double macroDifference,
        @Nullable Earlier earlier) {

    /** The rates of an earlier model: of all questions, of subjects counted alike, and of each subject. */
    public record Earlier(Rate accuracy, Rate macro, Map<String, Rate> results) {}

    /**
     * Compares.
     *
     * @param earlier 1 or 0 for each question
     * @param later the same of the other model, in the same order
     * @param groups the number of each question's group
     */
    static Change of(
            String before, double[] earlier, double[] later, int[] groups, double macroDifference, Earlier rates) {
        int n = earlier.length;
        double[] differences = new double[n];
        int lost = 0;
        int won = 0;
        for (int i = 0; i < n; i++) {
            differences[i] = later[i] - earlier[i];
            lost += differences[i] < 0 ? 1 : 0;
            won += differences[i] > 0 ? 1 : 0;
        }
        double mean = Clusters.mean(differences);
        double simple = ((double) (lost + won) / n - mean * mean) / n;
        double effect = simple > 0
                ? Math.max(1, Clusters.varianceOfMean(differences, groups) / simple)
                : (double) n / QuestionGroups.count(groups);
        // Half a question is added to each cell of the two-by-two table.
        double adjusted = (won - lost) / (n + 2.0);
        double stderr = Math.sqrt(lost + won + 1 - (won - lost) * adjusted) / (n + 2.0);
        double half = Rate.Z * stderr * Math.sqrt(effect);
        return new Change(
                before,
                Clusters.mean(earlier),
                Clusters.mean(later),
                mean,
                Math.max(-1, adjusted - half),
                Math.min(1, adjusted + half),
                lost,
                won,
                mcnemar(lost, won),
                macroDifference,
                rates);
    }

    /** Twice the smaller tail of a binomial of half and half (McNemar 1947, without the approximation). */
    static double mcnemar(int lost, int won) {
        int n = lost + won;
        double logTerm = -n * Math.log(2); // of C(n, 0) / 2^n
        double tail = Math.exp(logTerm);
        for (int k = 1; k <= Math.min(lost, won); k++) {
            logTerm += Math.log((n - k + 1.0) / k);
            tail += Math.exp(logTerm);
        }
        return Math.min(1, 2 * tail);
    }
}
