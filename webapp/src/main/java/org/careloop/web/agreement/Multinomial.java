package org.careloop.web.agreement;

import java.util.random.RandomGenerator;

/**
 * Draws from a multinomial distribution: how often each item comes up when as many are drawn with replacement as there
 * are.
 */
final class Multinomial {
    /** From this mean on, rejection is faster than counting waiting times. */
    private static final double MANY = 12;

    private static final double[] LOG_FACTORIALS = new double[256];

    static {
        for (int k = 2; k < LOG_FACTORIALS.length; k++) {
            LOG_FACTORIALS[k] = LOG_FACTORIALS[k - 1] + Math.log(k);
        }
    }

    private Multinomial() {}

    /** One resample: for each thing how often it was drawn. The sum of the result is that of {@code times}. */
    static double[] resample(double[] times, RandomGenerator random) {
        double weight = 0;
        for (double time : times) {
            weight += time;
        }
        long left = Math.round(weight);
        double[] drawn = new double[times.length];
        for (int i = 0; i < times.length && left > 0; i++) {
            long here = times[i] >= weight ? left : binomial(left, times[i] / weight, random);
            drawn[i] = here;
            left -= here;
            weight -= times[i];
        }
        return drawn;
    }

    static long binomial(long n, double p, RandomGenerator random) {
        if (p > .5) {
            return n - binomial(n, 1 - p, random);
        }
        return n * p < MANY ? waiting(n, p, random) : rejection(n, p, random);
    }

    /** Adds up geometric waiting times (Devroye 1986, "Non-uniform random variate generation", X.4.3). */
    private static long waiting(long n, double p, RandomGenerator random) {
        if (p <= 0) {
            return 0;
        }
        double log = Math.log1p(-p);
        long successes = -1;
        double trials = 0;
        while (trials <= n) {
            trials += Math.floor(Math.log(1 - random.nextDouble()) / log) + 1;
            successes++;
        }
        return successes;
    }

    /**
     * Transformed rejection without squeeze for the tails: algorithm BTRS of Hörmann (1993), J. Stat. Comput. Simul.
     * 46.
     */
    private static long rejection(long n, double p, RandomGenerator random) {
        double deviation = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -.0873 + .0248 * b + .01 * p;
        double alpha = (2.83 + 5.1 / b) * deviation;
        double vr = .92 - 4.2 / b;
        long mode = (long) Math.floor((n + 1) * p);
        double odds = Math.log(p / (1 - p));
        while (true) {
            double u = random.nextDouble() - .5;
            double v = random.nextDouble();
            double us = .5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + n * p + .5);
            if (us >= .07 && v <= vr) {
                return (long) k;
            }
            if (k >= 0 && k <= n) {
                double bound = logFactorial(mode)
                        + logFactorial(n - mode)
                        - logFactorial((long) k)
                        - logFactorial(n - (long) k)
                        + (k - mode) * odds;
                if (Math.log(v * alpha / (a / (us * us) + b)) <= bound) {
                    return (long) k;
                }
            }
        }
    }

    /** By table, and from there by Stirling's series, whose next term is below 1e-15. */
    private static double logFactorial(long k) {
        if (k < LOG_FACTORIALS.length) {
            return LOG_FACTORIALS[(int) k];
        }
        double x = k + 1;
        double square = x * x;
        return (x - .5) * Math.log(x) - x + .5 * Math.log(2 * Math.PI) + (1 / 12.0 - 1 / (360 * square)) / x;
    }
}
