package org.careloop.lm.sft.order;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of equally many numbers in a file of the system's folder for temporary files. The file loses its name as soon as it is
 * open where the system allows that, so that nothing stays behind whatever ends the process.
 */
final class LongRows implements AutoCloseable {
    private static final int ROWS_BUFFERED = 4096;

    private final int width;
    private final FileChannel channel;
    private final ByteBuffer unwritten;
    private long size;

    private LongRows(int width, FileChannel channel) {
        this.width = width;
        this.channel = channel;
        unwritten = ByteBuffer.allocate(ROWS_BUFFERED * width * Long.BYTES);
    }

    /** @param width numbers of a row */
    static LongRows create(int width) throws IOException {
        Path file = Files.createTempFile("careloop-order", ".rows");
        return new LongRows(
                width,
                FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    void add(long... row) throws IOException {
        if (!unwritten.hasRemaining()) {
            write();
        }
        for (long value : row) {
            unwritten.putLong(value);
        }
        size++;
    }

    private void write() throws IOException {
        unwritten.flip();
        long end = channel.size();
        while (unwritten.hasRemaining()) {
            end += channel.write(unwritten, end);
        }
        unwritten.clear();
    }

    long size() {
        return size;
    }

    /** Rows in their order, from one counted from 0; fewer than asked for at the end. */
    List<long[]> read(long from, int most) throws IOException {
        if (unwritten.position() > 0) {
            write();
        }
        int count = Math.toIntExact(Math.clamp(size - from, 0L, most));
        ByteBuffer bytes = ByteBuffer.allocate(count * width * Long.BYTES);
        long at = from * width * Long.BYTES;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at + bytes.position());
            if (read < 0) {
                throw new EOFException("a temporary file of the order is shorter than what was written to it");
            }
        }
        bytes.flip();
        List<long[]> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long[] row = new long[width];
            for (int j = 0; j < width; j++) {
                row[j] = bytes.getLong();
            }
            rows.add(row);
        }
        return rows;
    }

    /** All rows in their order, without all of them in memory. */
    void forEach(RowSink sink) throws IOException {
        for (long from = 0; from < size; from += ROWS_BUFFERED) {
            for (long[] row : read(from, ROWS_BUFFERED)) {
                sink.take(row);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Takes rows one by one. */
    @FunctionalInterface
    interface RowSink {
        void take(long[] row) throws IOException;
    }
}
