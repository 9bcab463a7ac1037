package org.careloop.web.study;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/** A share of a whole with its doubt: how often something was seen among how many. */
public record Proportion(int hits, int of) {
    /** Below this many observations a share is noise. */
    public static final int ENOUGH = 20;

    private static final double ERROR_RATE = .05;

    public Proportion {
        if (hits < 0 || of < hits) {
            throw new IllegalArgumentException("%d of %d".formatted(hits, of));
        }
    }

    public boolean isTooFew() {
        return of < ENOUGH;
    }

    /** The share itself, 0 to 1; asked only of at least one observation. */
    public double value() {
        return (double) hits / of;
    }

    /** Wilson's 95 % score interval; asked only of at least one observation. */
    public Interval interval() {
        return BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(of, hits, ERROR_RATE);
    }

    /** Whether the interval lies wholly on one side of one half. */
    public boolean isOneSided() {
        return !isTooFew() && (interval().getLowerBound() > .5 || interval().getUpperBound() < .5);
    }
}
