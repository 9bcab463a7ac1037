package org.careloop.web.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.MetricLog;
import tools.jackson.core.JacksonException;

/** The figures of a run as they stand at its end, read from the end of its {@code metrics.jsonl}, which may be long. */
public final class FinalFigures {
    private static final int BYTES = 1 << 20;
    private static final int LINES = 2_000;

    private FinalFigures() {}

    /**
     * What was written of each figure last, by its name; one that does not stand in the last lines is absent, and where the file
     * cannot be read all are.
     */
    public static Map<String, MeasuredFigure> of(Path metrics, Collection<String> figures) {
        Set<String> wanted = new HashSet<>(figures);
        Map<String, MeasuredFigure> found = new HashMap<>();
        try {
            List<String> lines = LastLines.of(metrics, BYTES, LINES);
            for (String text : lines.reversed()) {
                if (wanted.isEmpty()) {
                    break;
                }
                take(text, wanted, found);
            }
        } catch (IOException e) {
            return Map.of();
        }
        return found;
    }

    private static void take(String text, Set<String> wanted, Map<String, MeasuredFigure> found) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Map<String, Double> values = MetricLog.line(bytes, 0, bytes.length).values();
            wanted.removeIf(name -> {
                boolean stands = values.containsKey(name);
                if (stands) {
                    found.put(name, MeasuredFigure.of(name, values));
                }
                return stands;
            });
        } catch (JacksonException e) {
            // Being written; the one before is whole.
        }
    }
}
