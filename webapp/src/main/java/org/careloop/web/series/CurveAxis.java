package org.careloop.web.series;

import java.util.Arrays;
import java.util.Locale;

/** What the figures of a run are drawn over. */
public enum CurveAxis {
    STEP,
    /** Of training, which is compared between machines; pauses do not count. */
    SECONDS;

    /** Its name in an address. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of an address; steps where it names none that is known. */
    public static CurveAxis parse(String label) {
        return Arrays.stream(values())
                .filter(axis -> axis.label().equals(label))
                .findFirst()
                .orElse(STEP);
    }

    /** The key of how one of its places is read. */
    public String words() {
        return this == STEP ? "run.step.read" : "run.seconds.read";
    }

    private double[] of(Thinned.Points points) {
        // A hundredth of a second is more than a chart can show, and is written in a third of the characters.
        return this == STEP
                ? points.steps()
                : Arrays.stream(points.seconds())
                        .map(seconds -> Math.round(100 * seconds) / 100.0)
                        .toArray();
    }

    /** A figure as a line over it. */
    public Curve.Line line(String name, String mark, int style, Thinned figure) {
        return new Curve.Line(
                name,
                mark,
                style,
                of(figure.drawn()),
                figure.drawn().values(),
                of(figure.means()),
                figure.means().values());
    }
}
