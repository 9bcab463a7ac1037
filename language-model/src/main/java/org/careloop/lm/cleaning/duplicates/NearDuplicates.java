package org.careloop.lm.cleaning.duplicates;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Texts by their signatures, and the first of them that a new one is nearly the same as: MinHash with bands, then a comparison of
 * the runs of both, so that no text is one for an estimate. In memory stand the signature of each text and, for each band, its
 * number in a table: at most {@link #bytesOfText} a text.
 */
public final class NearDuplicates implements AutoCloseable {
    private static final int BLOCK = 1 << 14;

    /** Texts of one band that are met there; where more have it, it is a form that hundreds fill in. */
    private static final int MOST_OF_BAND = 64;

    private static final int FREE = -1;
    private static final double FULL = 0.75;

    private final double similarity;
    private final Bands bands;
    private final RunsOfTexts runs;
    private final List<byte[]> blocks = new ArrayList<>();
    private final int[][] tables;
    private int size;

    public NearDuplicates(double similarity) throws IOException {
        this.similarity = similarity;
        runs = new RunsOfTexts();
        bands = Bands.of(similarity);
        tables = new int[bands.bands()][];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = freeTable(1 << 10);
        }
    }

    private static int[] freeTable(int length) {
        int[] table = new int[length];
        Arrays.fill(table, FREE);
        return table;
    }

    /**
     * A text that is there already and nearly the same.
     *
     * @param number of the text, counted from 0 in the order in which they came
     * @param similarity of the two by their runs of words
     */
    public record Near(int number, double similarity) {}

    /** Bytes of memory that a text takes at most. */
    public static int bytesOfText(double similarity) {
        Bands bands = Bands.of(similarity);
        return bands.components() + Long.BYTES + (int) Math.ceil(bands.bands() * Integer.BYTES * 2 / FULL);
    }

    /**
     * The first text that this one is nearly the same as; without one, it is put among them.
     *
     * @return null where it was put among them
     */
    public @Nullable Near findOrAdd(Signature signature) throws IOException {
        SortedSet<Integer> met = new TreeSet<>();
        for (int band = 0; band < tables.length; band++) {
            meet(signature.minHash(), band, met);
        }
        for (int other : met) {
            if (equalComponents(signature.minHash(), other) >= bands.least()) {
                double exact = runs.similarity(signature.runs(), other);
                if (exact >= similarity) {
                    return new Near(other, exact);
                }
            }
        }
        add(signature.minHash());
        runs.add(signature.runs());
        return null;
    }

    /** Adds the texts that have this band of the signature. */
    private void meet(byte[] signature, int band, Set<Integer> met) {
        int[] table = tables[band];
        int at = slot(signature, 0, band, table.length);
        while (table[at] != FREE) {
            if (isSame(signature, 0, band, table[at])) {
                met.add(table[at]);
            }
            at = at + 1 & table.length - 1;
        }
    }

    private void add(byte[] signature) {
        if (size % BLOCK == 0) {
            blocks.add(new byte[BLOCK * bands.components()]);
        }
        System.arraycopy(signature, 0, blocks.getLast(), size % BLOCK * bands.components(), bands.components());
        for (int band = 0; band < tables.length; band++) {
            if (size + 1 > FULL * tables[band].length) {
                grow(band);
            }
            put(tables[band], band, size);
        }
        size++;
    }

    private void grow(int band) {
        int[] wider = freeTable(tables[band].length * 2);
        tables[band] = wider;
        for (int text = 0; text < size; text++) {
            put(wider, band, text);
        }
    }

    /** Where many texts have a band, the first ones stand for it: a table is not walked through for each of the others. */
    private void put(int[] table, int band, int text) {
        byte[] block = blocks.get(text / BLOCK);
        int from = text % BLOCK * bands.components();
        int same = 0;
        int at = slot(block, from, band, table.length);
        while (table[at] != FREE) {
            same += isSame(block, from, band, table[at]) ? 1 : 0;
            if (same >= MOST_OF_BAND) {
                return;
            }
            at = at + 1 & table.length - 1;
        }
        table[at] = text;
    }

    private int slot(byte[] signature, int from, int band, int length) {
        long hash = 0;
        int start = from + band * bands.rows();
        for (int i = start; i < start + bands.rows(); i++) {
            hash = hash * 0x9E3779B97F4A7C15L + signature[i] + 1;
        }
        hash ^= hash >>> 32;
        hash *= 0xD6E8FEB86659FD93L;
        return (int) (hash >>> 32) & length - 1;
    }

    private boolean isSame(byte[] signature, int from, int band, int other) {
        byte[] block = blocks.get(other / BLOCK);
        int there = other % BLOCK * bands.components() + band * bands.rows();
        int here = from + band * bands.rows();
        return Arrays.equals(signature, here, here + bands.rows(), block, there, there + bands.rows());
    }

    private int equalComponents(byte[] signature, int other) {
        byte[] block = blocks.get(other / BLOCK);
        int from = other % BLOCK * bands.components();
        int equal = 0;
        for (int i = 0; i < bands.components(); i++) {
            equal += signature[i] == block[from + i] ? 1 : 0;
        }
        return equal;
    }

    @Override
    public void close() throws IOException {
        runs.close();
    }
}
