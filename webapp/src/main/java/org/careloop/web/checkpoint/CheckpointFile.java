package org.careloop.web.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a checkpoint is handed out with.
 *
 * @param name its path inside the checkpoint, with {@code /}
 * @param sha256 empty while it is computed
 * @param content opens it anew at each call
 */
public record CheckpointFile(String name, long bytes, Optional<String> sha256, Content content) {

    /** Opens a file at its beginning. Skipping in the stream costs nothing. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** The name without folders. */
    public String lastName() {
        return String.valueOf(Path.of(name).getFileName());
    }
}
