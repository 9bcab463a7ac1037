package org.careloop.run;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** {@code metrics.jsonl}: one line a step with the usual metric names of the field, appended and flushed. */
public final class MetricLog implements Closeable {
    private final Writer writer;

    private MetricLog(Writer writer) {
        this.writer = writer;
    }

    /** One step's figures; a metric that was not finite is absent. */
    public record Line(long step, Map<String, Double> values) {}

    /** Opens a log to append to. */
    public static MetricLog append(Path file) throws IOException {
        return new MetricLog(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Drops every line after {@code lastStep}. A run resumes from its last kept state and writes the later steps again. */
    public static void truncateAfter(Path file, long lastStep) throws IOException {
        List<Map<String, Object>> kept = read(file).stream()
                .filter(line -> line.step() <= lastStep)
                .map(MetricLog::row)
                .toList();
        JsonLines.write(file, kept);
    }

    public void write(long step, Map<String, Double> values) throws IOException {
        writer.write(Json.MAPPER.writeValueAsString(row(new Line(step, values))));
        writer.write('\n');
        writer.flush();
    }

    private static Map<String, Object> row(Line line) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", line.step());
        line.values().forEach((name, value) -> {
            if (Double.isFinite(value)) {
                row.put(name, value);
            }
        });
        return row;
    }

    /** Reads all whole lines; a last line that is still being written is left out. An absent file has no lines. */
    public static List<Line> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        try (BufferedReader reader = JsonLines.bounded(file, Files.newInputStream(file))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                if (!text.isBlank()) {
                    lines.add(line(text));
                }
            }
        } catch (JacksonException | CharacterCodingException e) {
            return lines;
        }
        return lines;
    }

    /** The last whole one of some lines, of which the very last may still be being written. */
    public static Optional<Line> lastOf(List<String> lines) {
        for (String text : lines.reversed()) {
            try {
                return Optional.of(line(text));
            } catch (JacksonException e) {
                // Being written; the one before is whole.
            }
        }
        return Optional.empty();
    }

    private static Line line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return line(bytes, 0, bytes.length);
    }

    /**
     * Reads one line, without its end.
     *
     * @param bytes UTF-8
     * @throws JacksonException where it is no JSON
     */
    public static Line line(byte[] bytes, int from, int length) {
        Map<String, Double> values = new LinkedHashMap<>();
        long step = 0;
        try (JsonParser parser = Json.MAPPER.createParser(bytes, from, length)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                boolean number = parser.nextToken().isNumeric();
                if (number && name.equals("step")) {
                    step = (long) parser.getDoubleValue();
                } else if (number) {
                    values.put(name, parser.getDoubleValue());
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "expected one object a line");
            }
        }
        return new Line(step, values);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
