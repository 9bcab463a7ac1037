package org.careloop.ppo.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairValueTest {

    @Test
    void aPairIsWorthMostWhereTheModelCannotTellItsAnswersApart() {
        assertThat(PairValue.disagreement(0)).isEqualTo(.25);
        assertThat(PairValue.disagreement(2)).isCloseTo(.10499, within(1e-5));
        assertThat(PairValue.disagreement(-2)).isCloseTo(PairValue.disagreement(2), within(1e-15));
    }

    @Test
    void eachNextPairAddsMostToTheLogDeterminantOfTheInformation() {
        Random random = new Random(4);
        int width = 4;
        double[][] x = new double[30][width];
        double[] differences = new double[30];
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            differences[i] = 3 * random.nextGaussian();
            for (int j = 0; j < width; j++) {
                x[i][j] = random.nextGaussian();
                square += x[i][j] * x[i][j] / x.length;
            }
        }
        int[] order = PairValue.byInformation(differences, x, 10);

        double[][] information = identity(width);
        boolean[] taken = new boolean[x.length];
        for (int chosen : order) {
            double[] after = new double[x.length];
            int best = -1;
            for (int i = 0; i < x.length; i++) {
                after[i] = taken[i]
                        ? -1
                        : determinant(plus(information, x[i], PairValue.disagreement(differences[i]) / square));
                best = best < 0 || after[i] > after[best] ? i : best;
            }
            assertThat(chosen).isEqualTo(best);
            taken[chosen] = true;
            information = plus(information, x[chosen], PairValue.disagreement(differences[chosen]) / square);
        }
    }

    private static double[][] identity(int width) {
        double[][] one = new double[width][width];
        for (int i = 0; i < width; i++) {
            one[i][i] = 1;
        }
        return one;
    }

    private static double[][] plus(double[][] matrix, double[] x, double weight) {
        double[][] sum = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                sum[i][j] = matrix[i][j] + weight * x[i] * x[j];
            }
        }
        return sum;
    }

    /** By Gaussian elimination; the matrices are positive definite. */
    private static double determinant(double[][] matrix) {
        double determinant = 1;
        for (int k = 0; k < matrix.length; k++) {
            determinant *= matrix[k][k];
            for (int i = k + 1; i < matrix.length; i++) {
                double factor = matrix[i][k] / matrix[k][k];
                for (int j = k; j < matrix.length; j++) {
                    matrix[i][j] -= factor * matrix[k][j];
                }
            }
        }
        return determinant;
    }
}
