package org.careloop.lm.train;

import java.math.BigDecimal;
import java.math.MathContext;

/** The usual learning rate for a model of any size. */
public final class LearningRates {
    private static final double EIGHT_BILLION = 8e9;

    /** Good rates for a quarter of a million and for eight billion weights differ by a factor of a hundred. */
    private static final double EXPONENT = 0.445;

    /**
     * A policy that learns from its own answers learns least of each: measured on a task of 4,000 weights whose optimum is
     * known, and on the demo policy of two million.
     */
    private static final double EXPONENT_OF_SAMPLED = 0.6;

    private LearningRates() {}

    /**
     * A rule of thumb, rounded to two digits: smaller models take larger steps.
     *
     * @param atEightBillion what is usual for a model of eight billion weights
     */
    public static double forSize(double atEightBillion, long weights) {
        return grown(atEightBillion, weights, EXPONENT);
    }

    /** The same for a policy that learns from answers of its own. */
    public static double forSampledAnswers(double atEightBillion, long weights) {
        return grown(atEightBillion, weights, EXPONENT_OF_SAMPLED);
    }

    private static double grown(double atEightBillion, long weights, double exponent) {
        double rate = atEightBillion * Math.pow(EIGHT_BILLION / weights, exponent);
        return new BigDecimal(rate).round(new MathContext(2)).doubleValue();
    }
}
