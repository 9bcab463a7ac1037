package org.careloop.lm.generate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Response;
import org.jspecify.annotations.Nullable;

/** The output of a command: a file, written whole or not at all, or stdout, row by row. */
final class ResponseRows {
    private final @Nullable Path file;
    private final PrintWriter out;
    private final List<Response> rows = new ArrayList<>();
    private long tokens;
    private double logProbs;

    ResponseRows(@Nullable Path file, PrintWriter out) {
        this.file = file;
        this.out = out;
    }

    void add(Response row) {
        rows.add(row);
        tokens += row.tokens() == null ? 0 : row.tokens().size();
        logProbs += row.logprobs() == null
                ? 0
                : row.logprobs().stream().mapToDouble(Double::doubleValue).sum();
        if (file == null) {
            out.println(Json.MAPPER.writeValueAsString(row));
            out.flush();
        }
    }

    void close() throws IOException {
        if (file != null) {
            JsonLines.write(file, rows);
        }
    }

    int count() {
        return rows.size();
    }

    /** Of all rows together. */
    long tokens() {
        return tokens;
    }

    double meanLogProb() {
        return logProbs / tokens;
    }

    static List<Integer> ids(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }

    /** As doubles that print with the digits of the float, 0.1 rather than 0.10000000149. */
    static List<Double> numbers(float[] values) {
        List<Double> numbers = new ArrayList<>(values.length);
        for (float value : values) {
            numbers.add(Double.parseDouble(Float.toString(value)));
        }
        return numbers;
    }
}
