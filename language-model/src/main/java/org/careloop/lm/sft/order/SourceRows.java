package org.careloop.lm.sft.order;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where in a file each row stands that may be drawn, and what source it is of. On disk: 24 bytes a row. */
public final class SourceRows implements AutoCloseable {
    private static final int SOURCE_FROM = 32;

    private final LongRows rows;
    private final List<String> sources = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();

    private SourceRows(LongRows rows) {
        this.rows = rows;
    }

    /**
     * A row of the file.
     *
     * @param offset of its first byte
     * @param length in bytes
     */
    public record Place(long offset, int length, String source) {}

    /** Takes what {@link #add} was given. */
    @FunctionalInterface
    public interface Sink {
        void take(long row, Place place) throws IOException;
    }

    public static SourceRows create() throws IOException {
        return new SourceRows(LongRows.create(3));
    }

    /** @param row its place in the file, from 0: what its key is drawn by */
    public void add(long row, Place place) throws IOException {
        int source = sources.indexOf(place.source());
        if (source < 0) {
            source = sources.size();
            sources.add(place.source());
            counts.add(0L);
        }
        counts.set(source, counts.get(source) + 1);
        rows.add(row, place.offset(), (long) source << SOURCE_FROM | place.length());
    }

    public long size() {
        return rows.size();
    }

    /** In the order in which each was first seen. */
    List<String> sources() {
        return List.copyOf(sources);
    }

    /** Rows of a source, by its place among {@link #sources}. */
    long count(int source) {
        return counts.get(source);
    }

    /** All rows in the order in which they were added. */
    public void forEach(Sink sink) throws IOException {
        rows.forEach(row -> sink.take(row[0], place(row[1], row[2])));
    }

    void forEachNumbered(LongRows.RowSink sink) throws IOException {
        rows.forEach(sink);
    }

    Place place(long offset, long sourceAndLength) {
        return new Place(offset, (int) sourceAndLength, sources.get(source(sourceAndLength)));
    }

    static int source(long sourceAndLength) {
        return (int) (sourceAndLength >>> SOURCE_FROM);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
