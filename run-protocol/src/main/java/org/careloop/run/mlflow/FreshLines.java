package org.careloop.run.mlflow;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.MetricLog;
import tools.jackson.core.JacksonException;

/** Reads what has come to {@code metrics.jsonl} since the last look. A line that is still being written waits for the next one. */
final class FreshLines {
    /** Read at once, in bytes; a line has some thousands. */
    private static final int CHUNK = 4 << 20;

    private final Path file;
    private long at;

    FreshLines(Path file) {
        this.file = file;
    }

    /** @return empty where nothing whole has come; a file that was cut is read from its beginning */
    List<MetricLog.Line> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            if (open.length() < at) {
                at = 0;
            }
            open.seek(at);
            byte[] bytes = new byte[(int) Math.min(CHUNK, open.length() - at)];
            open.readFully(bytes);
            return lines(bytes);
        }
    }

    private List<MetricLog.Line> lines(byte[] bytes) {
        List<MetricLog.Line> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                try {
                    lines.add(MetricLog.line(bytes, from, i - from));
                } catch (JacksonException e) {
                    // Half a line of a process that was killed; its step is written again.
                }
                from = i + 1;
            }
        }
        at += from;
        return lines;
    }
}
