package org.careloop.web.series;

import org.careloop.run.MetricLog;

/**
 * A figure over the steps of a run, as many points as a chart can show.
 *
 * @param drawn the first point, the lowest and the highest of every group of neighbours, and the last point, in order
 * @param means the mean of every group, for a smoothed line; the same as {@code drawn} where no group has a second point
 * @param last the last line that has the figure, with what it says of it besides
 */
public record Thinned(Points drawn, Points means, MetricLog.Line last) {

    /**
     * Points in the order of their steps.
     *
     * @param steps [n]
     * @param seconds [n], of training until then
     * @param values [n]
     */
    public record Points(double[] steps, double[] seconds, double[] values) {

        public int size() {
            return steps.length;
        }
    }
}
