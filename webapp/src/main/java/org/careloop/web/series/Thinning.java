package org.careloop.web.series;

import java.util.Arrays;
import java.util.Objects;
import org.careloop.run.MetricLog;
import org.jspecify.annotations.Nullable;

/**
 * Thins out a figure while it grows, in memory that does not: neighbours form groups, of which the lowest and the highest
 * point are kept and the mean. When there are too many groups, every two become one, so that what is kept is the same
 * whether the points came at once or one by one.
 *
 * <p>The first, the lowest, the highest and the last point of every column of a chart draw the same picture as all of its
 * points (M4: Jugel and others, "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014). Of the inner
 * groups the extremes are enough to lose no spike; largest-triangle thinning looks smoother and may lose one.
 */
final class Thinning {
    /** Groups that are kept at most; a chart over the whole width of a screen has about 1,000 dots. */
    static final int GROUPS = 512;

    private static final int AT_FIRST = 16;

    /** How many numbers are kept of a group, in the order of the constants below. */
    private static final int KEPT = 9;

    private static final int LOW = 0;
    private static final int HIGH = 3;
    private static final int SUM = 6;
    /** Within a point or a sum of points. */
    private static final int STEP = 0;

    private static final int SECONDS = 1;
    private static final int VALUE = 2;

    /** [groups, {@link #KEPT}] */
    private double[] groups = new double[AT_FIRST * KEPT];

    private int size;
    private int inLast;
    private int width = 1;
    private double @Nullable [] first;
    private double[] last = new double[3];
    private MetricLog.@Nullable Line lastLine;

    /** Adds the next point; one of an earlier step than the last, or no finite number, is left out. */
    void add(MetricLog.Line line, double seconds, double value) {
        boolean backwards = first != null && line.step() < last[STEP];
        if (backwards || !Double.isFinite(value)) {
            return;
        }
        double[] point = {line.step(), seconds, value};
        if (size == 0 || inLast == width) {
            open();
        }
        put(point);
        first = first == null ? point : first;
        last = point;
        lastLine = line;
    }

    private void open() {
        if (size == GROUPS) {
            halve();
        }
        if (size * KEPT == groups.length) {
            groups = Arrays.copyOf(groups, 2 * groups.length);
        }
        size++;
        inLast = 0;
    }

    private void put(double[] point) {
        int group = (size - 1) * KEPT;
        if (inLast == 0) {
            System.arraycopy(point, 0, groups, group + LOW, point.length);
            System.arraycopy(point, 0, groups, group + HIGH, point.length);
            System.arraycopy(point, 0, groups, group + SUM, point.length);
        } else {
            if (point[VALUE] < groups[group + LOW + VALUE]) {
                System.arraycopy(point, 0, groups, group + LOW, point.length);
            }
            if (point[VALUE] > groups[group + HIGH + VALUE]) {
                System.arraycopy(point, 0, groups, group + HIGH, point.length);
            }
            for (int i = 0; i < point.length; i++) {
                groups[group + SUM + i] += point[i];
            }
        }
        inLast++;
    }

    /** Makes one group of every two; all are full then. */
    private void halve() {
        for (int i = 0; i < size / 2; i++) {
            int one = 2 * i * KEPT;
            int other = one + KEPT;
            int to = i * KEPT;
            boolean lower = groups[other + LOW + VALUE] < groups[one + LOW + VALUE];
            boolean higher = groups[other + HIGH + VALUE] > groups[one + HIGH + VALUE];
            double[] merged = new double[KEPT];
            System.arraycopy(groups, (lower ? other : one) + LOW, merged, LOW, 3);
            System.arraycopy(groups, (higher ? other : one) + HIGH, merged, HIGH, 3);
            for (int k = SUM; k < KEPT; k++) {
                merged[k] = groups[one + k] + groups[other + k];
            }
            System.arraycopy(merged, 0, groups, to, KEPT);
        }
        size /= 2;
        width *= 2;
        inLast = width;
    }

    /** As it stands; asked for once there is a point. */
    Thinned thinned() {
        Thinned.Points drawn = drawn();
        return new Thinned(drawn, width == 1 ? drawn : means(), Objects.requireNonNull(lastLine));
    }

    private Thinned.Points drawn() {
        Gathered points = new Gathered(2 * size + 2);
        points.add(Objects.requireNonNull(first), 0);
        for (int i = 0; i < size; i++) {
            int group = i * KEPT;
            boolean lowFirst = groups[group + LOW + STEP] <= groups[group + HIGH + STEP];
            points.add(groups, group + (lowFirst ? LOW : HIGH));
            points.add(groups, group + (lowFirst ? HIGH : LOW));
        }
        points.add(last, 0);
        return points.all();
    }

    private Thinned.Points means() {
        Gathered points = new Gathered(size);
        for (int i = 0; i < size; i++) {
            int n = i == size - 1 ? inLast : width;
            int sum = i * KEPT + SUM;
            points.add(new double[] {groups[sum] / n, groups[sum + SECONDS] / n, groups[sum + VALUE] / n}, 0);
        }
        return points.all();
    }

    /** Points in order, one that comes twice taken once. */
    private static final class Gathered {
        private final double[] steps;
        private final double[] seconds;
        private final double[] values;
        private int count;

        Gathered(int most) {
            steps = new double[most];
            seconds = new double[most];
            values = new double[most];
        }

        void add(double[] from, int at) {
            boolean known = count > 0 && steps[count - 1] == from[at + STEP] && values[count - 1] == from[at + VALUE];
            if (!known) {
                steps[count] = from[at + STEP];
                seconds[count] = from[at + SECONDS];
                values[count] = from[at + VALUE];
                count++;
            }
        }

        Thinned.Points all() {
            return new Thinned.Points(
                    Arrays.copyOf(steps, count), Arrays.copyOf(seconds, count), Arrays.copyOf(values, count));
        }
    }
}
