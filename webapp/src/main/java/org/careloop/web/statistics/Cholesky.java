package org.careloop.web.statistics;

import org.jspecify.annotations.Nullable;

/** Solves small systems of linear equations with a positive definite matrix. */
final class Cholesky {
    /** A pivot that is a smaller share of its diagonal element is rounding: the columns depend on each other. */
    private static final double DEPENDENT = 1e-9;

    private Cholesky() {}

    /**
     * Solves A v = b.
     *
     * @param a the matrix; only its lower triangle is read, [k][k]
     * @return null when the matrix is not positive definite
     */
    static double @Nullable [] solve(double[][] a, double[] b) {
        int n = b.length;
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= root[i][k] * root[j][k];
                }
                if (i == j && !(rest > DEPENDENT * a[i][i])) {
                    return null;
                }
                root[i][j] = i == j ? Math.sqrt(rest) : rest / root[j][j];
            }
        }
        double[] v = b.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                v[i] -= root[i][k] * v[k];
            }
            v[i] /= root[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                v[i] -= root[k][i] * v[k];
            }
            v[i] /= root[i][i];
        }
        return v;
    }
}
