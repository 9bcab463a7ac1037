package org.careloop.web.statistics;

/** The range of values that the data leave possible; both ends belong to it. */
public record Interval(double low, double high) {
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    public double width() {
        return high - low;
    }
}
