package org.careloop.web.statistics;

import java.util.Arrays;

/**
 * The net win rate that remains when both answers are alike in length, style and side: a regression of the votes on these
 * differences with the tie model of Rao and Kupper, read off at differences of 0. Beside it stands the rate without the
 * adjustment.
 */
public final class Adjustment {
    private final Votes votes;
    private final int covariates;
    private final RaoKupper likelihood;

    /**
     * What came out.
     *
     * @param netWinRate P(new model better) - P(rival better) at equal covariates; NaN where votes and covariates cannot be
     *     told apart, as when the new model's answers are longer always by the same
     * @param coefficients by how much the log-odds of a vote for the new model rise with one unit of each covariate
     */
    public record Adjusted(ClusteredBootstrap.Estimate netWinRate, ClusteredBootstrap.Estimate[] coefficients) {}

    /**
     * Takes votes and how the two answers differ.
     *
     * @param covariates new model's minus rival's, [vote][covariate]
     */
    public Adjustment(Votes votes, double[][] covariates) {
        this.votes = votes;
        this.covariates = covariates.length == 0 ? 0 : covariates[0].length;
        double[][] x = new double[covariates.length][];
        double[] outcome = new double[covariates.length];
        for (int vote = 0; vote < x.length; vote++) {
            x[vote] = new double[this.covariates + 1];
            x[vote][0] = 1;
            System.arraycopy(covariates[vote], 0, x[vote], 1, this.covariates);
            outcome[vote] = votes.value(vote);
        }
        this.likelihood = new RaoKupper(x, outcome);
    }

    public Adjusted adjusted(double alpha, int resamples, long seed) {
        ClusteredBootstrap.Estimate[] found =
                new ClusteredBootstrap(votes, alpha, resamples, seed).estimates(this::fit);
        return new Adjusted(found[0], Arrays.copyOfRange(found, 1, found.length));
    }

    /** The net win rate at equal covariates, then the coefficients. */
    private double[] fit(double[] weights) {
        double[] figures = new double[covariates + 1];
        RaoKupper.Fit fit = likelihood.fit(weights);
        if (fit == null) {
            Arrays.fill(figures, Double.NaN);
            return figures;
        }
        figures[0] = fit.netWinRate(fit.coefficients()[0]);
        System.arraycopy(fit.coefficients(), 1, figures, 1, covariates);
        return figures;
    }
}
