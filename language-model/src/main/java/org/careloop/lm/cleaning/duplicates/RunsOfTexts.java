package org.careloop.lm.cleaning.duplicates;

import com.carrotsearch.hppc.LongArrayList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The runs of words of texts, by which two that met are compared without estimate. They stand in a temporary file that is gone
 * with the process, four bytes a run; in memory is where those of each text begin.
 */
final class RunsOfTexts implements AutoCloseable {
    /** Two runs of a text have the same hash once in 34,000 texts of 500 runs. */
    private static final int BYTES_OF_RUN = Integer.BYTES;

    private final FileChannel channel;
    private final LongArrayList starts = new LongArrayList();
    private long end;

    RunsOfTexts() throws IOException {
        Path file = Files.createTempFile("careloop-runs", ".bin");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** The different runs of a text, in ascending order of their hashes. */
    static int[] of(long[] runs) {
        int[] sorted = new int[runs.length];
        for (int i = 0; i < runs.length; i++) {
            sorted[i] = (int) runs[i];
        }
        Arrays.sort(sorted);
        int size = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[size++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, size);
    }

    /** @param runs as {@link #of} makes them, of the next text */
    void add(int[] runs) throws IOException {
        starts.add(end);
        ByteBuffer bytes = ByteBuffer.allocate(runs.length * BYTES_OF_RUN);
        bytes.asIntBuffer().put(runs);
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
    }

    /** The share of the runs of both texts that both have (Jaccard). */
    double similarity(int[] runs, int text) throws IOException {
        int[] other = read(text);
        int both = 0;
        int j = 0;
        for (int run : runs) {
            while (j < other.length && other[j] < run) {
                j++;
            }
            both += j < other.length && other[j] == run ? 1 : 0;
        }
        return (double) both / (runs.length + other.length - both);
    }

    private int[] read(int text) throws IOException {
        long start = starts.get(text);
        long behind = text + 1 < starts.size() ? starts.get(text + 1) : end;
        ByteBuffer bytes = ByteBuffer.allocate((int) (behind - start));
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
            // a read may give less than was asked for
        }
        int[] runs = new int[bytes.flip().remaining() / BYTES_OF_RUN];
        bytes.asIntBuffer().get(runs);
        return runs;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
