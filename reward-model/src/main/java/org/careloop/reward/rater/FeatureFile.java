package org.careloop.reward.rater;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.cli.Progress;

/**
 * Vectors of texts in a file that grows while they are read, so that a run which is ended meanwhile goes on there: F32, one row behind
 * the other. Rows are read in chunks that always begin at the same texts, because the sums of a row may depend on its batch in
 * the last bit.
 *
 * @param width of a row
 */
record FeatureFile(Path path, int width) {
    private static final int CHUNK = 64;

    /** Reads the vectors of texts. */
    @FunctionalInterface
    interface Reader {
        float[][] read(List<int[]> texts);
    }

    /** The vectors of all texts, of which those that are in the file are taken from there. */
    List<float[]> rows(List<int[]> texts, Reader reader) throws IOException {
        Progress progress = Progress.of("reading texts");
        List<float[]> rows = new ArrayList<>();
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long whole = Math.min(texts.size(), file.size() / rowBytes());
            int there = (int) (whole == texts.size() ? whole : whole / CHUNK * CHUNK);
            file.truncate(there * rowBytes());
            ByteBuffer buffer = ByteBuffer.allocate((int) rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < there; i++) {
                rows.add(read(file, buffer));
            }
            while (rows.size() < texts.size()) {
                int end = Math.min(texts.size(), rows.size() + CHUNK);
                for (float[] row : reader.read(texts.subList(rows.size(), end))) {
                    write(file, buffer, row);
                    rows.add(row);
                }
                progress.at(rows.size(), texts.size(), "");
            }
        }
        return rows;
    }

    private long rowBytes() {
        return (long) width * Float.BYTES;
    }

    private float[] read(FileChannel file, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            // A read may give less than was asked for.
        }
        float[] row = new float[width];
        buffer.flip().asFloatBuffer().get(row);
        return row;
    }

    private static void write(FileChannel file, ByteBuffer buffer, float[] row) throws IOException {
        buffer.clear().asFloatBuffer().put(row);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }
}
