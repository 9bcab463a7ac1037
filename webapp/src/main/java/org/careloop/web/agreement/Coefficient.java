package org.careloop.web.agreement;

/** A coefficient with its interval, or why there is none. */
public sealed interface Coefficient {

    /** The number of comparisons behind it. */
    long n();

    /** A value with its 95 % bootstrap interval. */
    record Known(double value, double low, double high, long n) implements Coefficient {}

    /** Too few comparisons with two votes. */
    record TooFew(long n) implements Coefficient {}

    /** Everybody gave the same verdict, so that agreement beyond chance is not defined. */
    record Unvaried(long n) implements Coefficient {}
}
