package org.careloop.web.dataset.identifiers;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Consumer;
import org.careloop.run.Json;

/** Writes identifiers in place as JSON Lines, one a line, as {@link FoundIdentifier} has them. */
public final class FoundFile implements Consumer<FoundIdentifier>, Closeable {
    private final Writer writer;

    /** Writes to a writer, and closes it at last. */
    public FoundFile(Writer writer) {
        this.writer = writer;
    }

    @Override
    public void accept(FoundIdentifier found) {
        try {
            writer.write(Json.MAPPER.writeValueAsString(found));
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
