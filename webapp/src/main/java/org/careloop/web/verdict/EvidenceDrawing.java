package org.careloop.web.verdict;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The evidence prompt by prompt on a scale of factors, with the threshold, as a drawing for paper. */
final class EvidenceDrawing {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 120;

    private EvidenceDrawing() {}

    /** An SVG element; empty before the first prompt. The page beside it has the figures in words. */
    static String of(VerdictReport.Test test) {
        double[] path = test.path();
        if (path.length == 0) {
            return "";
        }
        double[] logs = Arrays.stream(path).map(Math::log10).toArray();
        double threshold = Math.log10(test.threshold());
        double low = Math.floor(Math.min(0, Arrays.stream(logs).min().orElse(0)));
        double high = Math.ceil(Math.max(threshold, Arrays.stream(logs).max().orElse(0)));
        String points = IntStream.range(0, logs.length)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%.1f,%.1f", (double) WIDTH * (i + 1) / logs.length, y(logs[i], low, high)))
                .collect(Collectors.joining(" "));
        String lines = IntStream.rangeClosed((int) low, (int) high)
                .mapToObj(power -> line(y(power, low, high), "#d9e0e6", ""))
                .collect(Collectors.joining());
        return "<svg class=\"evidence\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">%s%s<polyline points=\"%s\" fill=\"none\" stroke=\"#0b6e8f\" stroke-width=\"2\"/></svg>\n"
                .formatted(
                        WIDTH,
                        HEIGHT,
                        lines,
                        line(y(threshold, low, high), "#9a6a14", " stroke-dasharray=\"6 4\""),
                        points);
    }

    private static String line(double y, String colour, String dashes) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>",
                WIDTH,
                y,
                y,
                colour,
                dashes);
    }

    private static double y(double log, double low, double high) {
        return HEIGHT - HEIGHT * (log - low) / (high - low);
    }
}
