package org.careloop.web.agreement;

/** A figure with its doubt, or why there is none. */
public sealed interface Coefficient {

    /** On how many comparisons it rests. */
    long n();

    /** A figure with the 95 % interval of its bootstrap distribution. */
    record Known(double value, double low, double high, long n) implements Coefficient {}

    /** Too few comparisons with two votes to say anything. */
    record TooFew(long n) implements Coefficient {}

    /** Everybody gave the same verdict, so that agreement beyond chance is not defined. */
    record Unvaried(long n) implements Coefficient {}
}
