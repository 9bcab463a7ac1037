package org.careloop.web.statistics;

import java.util.Arrays;

/**
 * The strengths of two or more models from votes on pairs of them: Bradley-Terry with ties by Rao and Kupper. Strengths are in
 * natural log-odds and have a mean of 0.
 */
public final class BradleyTerry {
    private static final double[] OUTCOMES = {1, 0, -1};

    private final Votes votes;
    private final int[] first; // [vote], the model that +1 prefers
    private final int[] second; // [vote]
    private final int models;
    private final RaoKupper likelihood;

    /**
     * Takes votes on pairs of models.
     *
     * @param votes +1 for the first model of the pair
     * @param first number of the first model of each vote, from 0
     * @param second number of the other
     */
    public BradleyTerry(Votes votes, int[] first, int[] second, int models) {
        this.votes = votes;
        this.first = first;
        this.second = second;
        this.models = models;
        int cells = models * models * OUTCOMES.length;
        double[][] x = new double[cells][models - 1]; // the last model stands at 0
        double[] outcome = new double[cells];
        for (int cell = 0; cell < cells; cell++) {
            int pair = cell / OUTCOMES.length;
            outcome[cell] = OUTCOMES[cell % OUTCOMES.length];
            add(x[cell], pair / models, 1);
            add(x[cell], pair % models, -1);
        }
        this.likelihood = new RaoKupper(x, outcome);
    }

    private static void add(double[] row, int model, double sign) {
        if (model < row.length) {
            row[model] += sign;
        }
    }

    /** The strength of each model with its interval; NaN where a model never loses, never wins or was never compared. */
    public ClusteredBootstrap.Estimate[] strengths(double alpha, int resamples, long seed) {
        return new ClusteredBootstrap(votes, alpha, resamples, seed).estimates(this::fit);
    }

    /** The threshold τ of a tie; NaN where there is no maximum. */
    public double tieThreshold() {
        double[] ones = new double[votes.size()];
        Arrays.fill(ones, 1);
        RaoKupper.Fit fit = likelihood.fit(cells(ones));
        return fit == null ? Double.NaN : fit.threshold();
    }

    private double[] fit(double[] weights) {
        double[] strengths = new double[models];
        RaoKupper.Fit fit = likelihood.fit(cells(weights));
        if (fit == null) {
            Arrays.fill(strengths, Double.NaN);
            return strengths;
        }
        System.arraycopy(fit.coefficients(), 0, strengths, 0, models - 1);
        double mean = Arrays.stream(strengths).average().orElse(0);
        return Arrays.stream(strengths).map(s -> s - mean).toArray();
    }

    /** How often each outcome of each pair counts. */
    private double[] cells(double[] weights) {
        double[] cells = new double[models * models * OUTCOMES.length];
        for (int vote = 0; vote < weights.length; vote++) {
            int outcome = votes.value(vote) > 0 ? 0 : votes.value(vote) < 0 ? 2 : 1;
            cells[(first[vote] * models + second[vote]) * OUTCOMES.length + outcome] += weights[vote];
        }
        return cells;
    }
}
