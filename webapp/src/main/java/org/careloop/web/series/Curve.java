package org.careloop.web.series;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.CurveSpec;
import org.jspecify.annotations.Nullable;

/**
 * Figures over steps, drawn in the browser by {@code curve.js} and read there step by step. The page beside it has the same
 * numbers as a table. What grows is sent from where it grew.
 */
@Tag("care-curve")
@StyleSheet("context://webjars/uplot/dist/uPlot.min.css")
public class Curve extends Component {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Frame frame;
    private transient List<Line> lines = List.of();
    private transient @Nullable Frame sentFrame;
    private transient List<Line> sent = List.of();

    /**
     * How lines are drawn.
     *
     * @param step how a step is read, {@code {0}} for its number
     * @param share whether values are shares, read as percentages
     * @param target a level to compare with, as a dashed line; null for none
     * @param multiplied whether equal distances are equal factors; values are then above 0
     * @param timed whether the steps are seconds
     * @param smoothed how a value is read beside its smoothed one, {@code {0}} and {@code {1}}; null where none is smoothed
     * @param legend whether a legend stands beside the chart even for a single line
     */
    public record Frame(
            String step,
            boolean share,
            @Nullable Double target,
            boolean multiplied,
            boolean timed,
            @Nullable String smoothed,
            boolean legend) {}

    /**
     * One line.
     *
     * @param name whose it is
     * @param mark the same in a few characters, at its end
     * @param style its colour and strokes, from 0
     * @param x [n], ascending
     * @param y [n]
     * @param meanX [m], of what a smoothed line goes through
     * @param meanY [m]
     */
    public record Line(String name, String mark, int style, double[] x, double[] y, double[] meanX, double[] meanY) {

        /** A line that is not smoothed. */
        public static Line of(String name, double[] x, double[] y) {
            return new Line(name, "", 0, x, y, new double[0], new double[0]);
        }
    }

    /** What the browser hears of a line: its points from one on, those before stay. */
    private record End(
            String name,
            String mark,
            int style,
            int from,
            double[] x,
            float[] y,
            int meanFrom,
            double[] meanX,
            float[] meanY) {

        static End of(Line line, @Nullable Line known) {
            int from = known == null ? 0 : common(known.x(), known.y(), line.x(), line.y());
            int meanFrom = known == null ? 0 : common(known.meanX(), known.meanY(), line.meanX(), line.meanY());
            return new End(
                    line.name(),
                    line.mark(),
                    line.style(),
                    from,
                    rest(line.x(), from),
                    written(line.y(), from),
                    meanFrom,
                    rest(line.meanX(), meanFrom),
                    written(line.meanY(), meanFrom));
        }

        private static double[] rest(double[] all, int from) {
            return Arrays.copyOfRange(all, from, all.length);
        }

        /** Seven digits of a value are read, so that no more are sent. */
        private static float[] written(double[] all, int from) {
            float[] rest = new float[all.length - from];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = (float) all[from + i];
            }
            return rest;
        }

        private static int common(double[] knownX, double[] knownY, double[] x, double[] y) {
            int most = Math.min(knownX.length, x.length);
            int same = 0;
            while (same < most && knownX[same] == x[same] && knownY[same] == y[same]) {
                same++;
            }
            return same;
        }
    }

    /** @param frame null where it stays */
    private record News(@Nullable Frame frame, List<End> lines) {}

    /** @param label what the curve is, for a screen reader */
    public Curve(String label) {
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", label);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://curve.js");
        sentFrame = null;
        sent = List.of();
        send();
    }

    /** How a figure of runs is drawn. */
    public static Frame frame(
            Component screen, CurveSpec spec, @Nullable Double target, CurveAxis axis, boolean legend) {
        return new Frame(
                screen.getTranslation(axis.words(), "{0}"),
                spec.isShare(),
                target,
                false,
                axis == CurveAxis.SECONDS,
                screen.getTranslation("curves.smoothed", "{0}", "{1}"),
                legend);
    }

    /** Draws lines, or what has grown of them. */
    public void show(Frame newFrame, List<Line> newLines) {
        frame = newFrame;
        lines = List.copyOf(newLines);
        if (isAttached()) {
            send();
        }
    }

    private void send() {
        Frame now = frame;
        if (now == null) {
            return;
        }
        boolean anew = !now.equals(sentFrame)
                || !lines.stream()
                        .map(Line::name)
                        .toList()
                        .equals(sent.stream().map(Line::name).toList());
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            ends.add(End.of(lines.get(i), anew ? null : sent.get(i)));
        }
        boolean news = anew || ends.stream().anyMatch(end -> end.x().length > 0);
        sentFrame = now;
        sent = lines;
        if (news) {
            // The element may not be known yet when it is there.
            getElement()
                    .executeJs(
                            "customElements.whenDefined('care-curve').then(() => this.take($0))",
                            new News(anew ? now : null, ends));
        }
    }
}
