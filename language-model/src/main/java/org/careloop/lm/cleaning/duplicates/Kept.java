package org.careloop.lm.cleaning.duplicates;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongIntHashMap;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts that stay: the first of those that are equal but for case, width and spaces, and of those that are nearly the same.
 * Equal are hashes of 64 bits; of a hundred million different texts, two have the same with a probability of 1 in 3,700.
 */
public final class Kept implements AutoCloseable {
    /** Of a place, and of its entry in the table of hashes at its fullest. */
    private static final int BYTES_OF_TEXT = Long.BYTES + 2 * Integer.BYTES + 2 * (Long.BYTES + Integer.BYTES) * 4 / 3;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final LongIntHashMap byHash = new LongIntHashMap();
    private final @Nullable NearDuplicates near;
    private final IntArrayList files = new IntArrayList();
    private final LongArrayList starts = new LongArrayList();
    private final IntArrayList lines = new IntArrayList();
    /** Of a text among those with a signature, its number among all. */
    private final IntArrayList signed = new IntArrayList();

    public Kept(boolean withNear, double similarity) throws IOException {
        near = withNear ? new NearDuplicates(similarity) : null;
    }

    /**
     * Where a text stands.
     *
     * @param file its number among the files
     * @param start byte at which it begins
     * @param line counted from 1
     */
    public record Place(int file, long start, long line) {}

    /**
     * The text that stays instead.
     *
     * @param similarity 1 for one that is equal
     */
    public record Same(Place place, double similarity, boolean isEqual) {}

    /** Bytes of memory that a text that stays takes at most. */
    public static long bytesOfText(boolean withNear, double similarity) {
        return BYTES_OF_TEXT + (withNear ? NearDuplicates.bytesOfText(similarity) + Integer.BYTES : 0);
    }

    /** What equal texts have in common. */
    public static long hash(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Hashing.xxh3_64()
                .hashCharsToLong(SPACES.matcher(plain).replaceAll(" ").strip());
    }

    /**
     * The text that stays instead of this one; null where this one stays.
     *
     * @param signature null for a text that is compared by its hash alone
     */
    public @Nullable Same sameOrKeep(Place place, long hash, @Nullable Signature signature) throws IOException {
        int earlier = byHash.getOrDefault(hash, -1);
        if (earlier >= 0) {
            return new Same(place(earlier), 1, true);
        }
        NearDuplicates all = near;
        if (all != null && signature != null) {
            NearDuplicates.Near found = all.findOrAdd(signature);
            if (found != null) {
                return new Same(place(signed.get(found.number())), found.similarity(), false);
            }
            signed.add(files.size());
        }
        byHash.put(hash, files.size());
        files.add(place.file());
        starts.add(place.start());
        lines.add((int) Math.min(Integer.MAX_VALUE, place.line()));
        return null;
    }

    public int size() {
        return files.size();
    }

    private Place place(int number) {
        return new Place(files.get(number), starts.get(number), lines.get(number));
    }

    @Override
    public void close() throws IOException {
        if (near != null) {
            near.close();
        }
    }
}
