package org.careloop.web.series;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a file of lines, which may be long and still be written. */
public final class LastLines {
    private LastLines() {}

    /**
     * The lines that stand whole within the last bytes, and the one that is being written.
     *
     * @param mostBytes that are read
     * @param most lines that are given
     * @return empty where there is no file
     */
    public static List<String> of(Path file, int mostBytes, int most) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile read = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, read.length() - mostBytes);
            byte[] bytes = new byte[(int) (read.length() - start)];
            read.seek(start);
            read.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // Where the beginning was cut, so was its first line.
            int from = Math.max(start > 0 ? 1 : 0, lines.size() - most);
            return lines.subList(Math.min(from, lines.size()), lines.size());
        }
    }
}
