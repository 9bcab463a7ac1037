package org.careloop.web.dataset.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes rows that are left out as JSON Lines: {@code file}, {@code line}, {@code problem}, and {@code row}, the row as it
 * stood.
 */
public final class LeftOutFile implements Consumer<RefusedRow>, Closeable {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(String file, long line, @Nullable Long element, String problem, JsonNode row) {}

    private final Writer writer;
    private final Function<RefusedRow, String> problem;

    /**
     * Writes to a writer, and closes it at last.
     *
     * @param problem says what is wrong with a row
     */
    public LeftOutFile(Writer writer, Function<RefusedRow, String> problem) {
        this.writer = writer;
        this.problem = problem;
    }

    @Override
    public void accept(RefusedRow row) {
        @Nullable Long element = row.at().element() > 0 ? row.at().element() : null;
        try {
            writer.write(Json.MAPPER.writeValueAsString(new Line(
                    row.file(),
                    row.line(),
                    element,
                    problem.apply(row),
                    row.at().asItStood())));
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
