package org.careloop.lm.sft.order;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Priority order after HuatuoGPT-II ({@code one_stage_training/data_process.py}): all rows and their copies in one order, drawn by
 * the weights of their sources without replacement, so that heavy sources come first and thin out, and the light ones remain.
 * There it is {@code torch.multinomial} over all rows at once; here every row gets a {@link DrawKey} and the keys are sorted
 * outside of memory. On disk: 16 bytes a row.
 */
public final class PriorityOrder implements AutoCloseable {
    private final SourceRows rows;
    private final LongRows order;
    private final SourceCurve.Counter counter;

    private PriorityOrder(SourceRows rows, LongRows order, SourceCurve.Counter counter) {
        this.rows = rows;
        this.order = order;
        this.counter = counter;
    }

    /**
     * Draws.
     *
     * @param rows each with a source that has a weight; they stay open as long as the order
     * @param pass over the rows, from 0: each has an order of its own
     */
    public static PriorityOrder draw(SourceRows rows, SourceWeights weights, long seed, int pass) throws IOException {
        List<SourceCurve.OfSource> sources = IntStream.range(0, rows.sources().size())
                .mapToObj(i -> of(rows.sources().get(i), weights, rows.count(i)))
                .toList();
        SourceCurve.Counter counter = new SourceCurve.Counter(sources);
        LongRows order = LongRows.create(2);
        try (ExternalSort sort = new ExternalSort(3)) {
            rows.forEachNumbered(row -> {
                SourceCurve.OfSource source = sources.get(SourceRows.source(row[2]));
                for (int copy = 0; copy < source.copies(); copy++) {
                    sort.add(DrawKey.of(seed, pass, row[0], copy, source.weight()), row[1], row[2]);
                }
            });
            sort.forEach(row -> {
                counter.next(SourceRows.source(row[2]));
                order.add(row[1], row[2]);
            });
        }
        return new PriorityOrder(rows, order, counter);
    }

    private static SourceCurve.OfSource of(String source, SourceWeights weights, long count) {
        return new SourceCurve.OfSource(source, weights.weight(source).orElseThrow(), weights.copies(source), count);
    }

    /** Rows with all their copies. */
    public long size() {
        return order.size();
    }

    /** Rows in their order, from one counted from 0; fewer than asked for at the end. */
    public List<SourceRows.Place> places(long from, int most) throws IOException {
        return order.read(from, most).stream()
                .map(row -> rows.place(row[0], row[1]))
                .toList();
    }

    /** How the sources follow each other. */
    public SourceCurve curve(String eachEpoch) {
        return counter.curve(eachEpoch);
    }

    @Override
    public void close() throws IOException {
        order.close();
    }
}
