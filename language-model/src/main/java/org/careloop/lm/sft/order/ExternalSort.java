package org.careloop.lm.sft.order;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.careloop.lm.sft.order.LongRows.RowSink;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows of numbers ascending, by the first number, then by the next. No more than {@link #MOST} of them are in memory:
 * what is more goes to a file in sorted runs that are merged at the end (Knuth, "The Art of Computer Programming" 3, 5.4.1).
 * Few rows never touch the disk.
 */
final class ExternalSort implements AutoCloseable {
    /** About 6 MB of rows of three numbers. */
    static final int MOST = 1 << 17;

    private static final Comparator<long[]> BY_NUMBERS = Arrays::compare;

    private final int width;
    private final int most;
    private final List<long[]> held = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private @Nullable LongRows spilled;

    ExternalSort(int width) {
        this(width, MOST);
    }

    /** @param most rows in memory */
    ExternalSort(int width, int most) {
        this.width = width;
        this.most = most;
    }

    void add(long... row) throws IOException {
        held.add(row);
        if (held.size() == most) {
            spill();
        }
    }

    private LongRows file() throws IOException {
        LongRows file = spilled;
        if (file == null) {
            file = LongRows.create(width);
            spilled = file;
        }
        return file;
    }

    private void spill() throws IOException {
        held.sort(BY_NUMBERS);
        LongRows file = file();
        long from = file.size();
        for (long[] row : held) {
            file.add(row);
        }
        runs.add(new Run(file, from, file.size()));
        held.clear();
    }

    /** Gives every row in order. To be called once, when all are added. */
    void forEach(RowSink sink) throws IOException {
        if (runs.isEmpty()) {
            held.sort(BY_NUMBERS);
            for (long[] row : held) {
                sink.take(row);
            }
            return;
        }
        spill();
        PriorityQueue<Run> heads = new PriorityQueue<>(Comparator.comparing(Run::head, BY_NUMBERS));
        int block = Math.max(64, most / runs.size());
        for (Run run : runs) {
            if (run.load(block)) {
                heads.add(run);
            }
        }
        while (!heads.isEmpty()) {
            Run least = heads.remove();
            sink.take(least.head());
            if (least.advance(block)) {
                heads.add(least);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (spilled != null) {
            spilled.close();
        }
    }

    /** Sorted rows of the file, of which a block at a time is in memory. */
    private static final class Run {
        private final LongRows file;
        private final long end;
        private long next;
        private List<long[]> block = List.of();
        private int at;

        Run(LongRows file, long from, long end) {
            this.file = file;
            this.next = from;
            this.end = end;
        }

        long[] head() {
            return block.get(at);
        }

        /** @return whether there is another row */
        boolean advance(int rows) throws IOException {
            at++;
            return at < block.size() || load(rows);
        }

        private boolean load(int rows) throws IOException {
            block = file.read(next, (int) Math.min(rows, end - next));
            next += block.size();
            at = 0;
            return !block.isEmpty();
        }
    }
}
