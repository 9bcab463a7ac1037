package org.careloop.run.agreement;

/** Cohen's kappa (1960): agreement of two annotators beyond chance, by the frequencies of their own verdicts. */
public final class Cohen {
    private Cohen() {}

    /**
     * The coefficient; NaN where both gave the same single verdict throughout.
     *
     * @param table how often the first said i and the second said j, at {@code i * verdicts + j}
     * @param verdicts how many different ones there are
     */
    public static double kappa(double[] table, int verdicts) {
        double[] first = new double[verdicts];
        double[] second = new double[verdicts];
        double equal = 0;
        double all = 0;
        for (int i = 0; i < verdicts; i++) {
            for (int j = 0; j < verdicts; j++) {
                double count = table[i * verdicts + j];
                first[i] += count;
                second[j] += count;
                all += count;
                equal += i == j ? count : 0;
            }
        }
        double expected = 0;
        for (int k = 0; k < verdicts; k++) {
            expected += first[k] * second[k] / (all * all);
        }
        return expected >= 1 ? Double.NaN : (equal / all - expected) / (1 - expected);
    }
}
