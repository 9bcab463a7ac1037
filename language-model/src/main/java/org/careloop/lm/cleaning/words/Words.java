package org.careloop.lm.cleaning.words;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text in order, as hashes: letters and digits that stand together, in small letters and in one width (NFKC); of
 * Chinese and Japanese every character. Spaces, punctuation and symbols are between words and count for nothing.
 */
public final class Words {
    private static final Hasher64 HASH = Hashing.xxh3_64();

    /** Odd, so that no bit of a word is lost on the way through a run of them. */
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final String text;
    private long[] hashes = new long[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private boolean[] ideographs = new boolean[64];
    private int size;
    private int han;

    private Words(String text) {
        this.text = text;
    }

    public static Words of(String text) {
        Words words = new Words(text);
        words.read();
        return words;
    }

    private void read() {
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (isCharacterWord(point)) {
                add(at, next, HASH.hashIntToLong(point), true);
            } else if (Character.isLetterOrDigit(point)) {
                while (next < text.length() && isInside(text.codePointAt(next))) {
                    next += Character.charCount(text.codePointAt(next));
                }
                add(at, next, HASH.hashCharsToLong(plain(text.substring(at, next))), false);
            }
            at = next;
        }
    }

    private static boolean isCharacterWord(int point) {
        if (point < 0x3000) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        return (script == Character.UnicodeScript.HAN
                        || script == Character.UnicodeScript.HIRAGANA
                        || script == Character.UnicodeScript.KATAKANA)
                && Character.isLetter(point);
    }

    private static boolean isInside(int point) {
        return point < 128
                ? Character.isLetterOrDigit(point)
                : (Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK)
                        && !isCharacterWord(point);
    }

    private static String plain(String word) {
        boolean ascii = true;
        for (int i = 0; i < word.length() && ascii; i++) {
            ascii = word.charAt(i) < 128;
        }
        return (ascii ? word : Normalizer.normalize(word, Normalizer.Form.NFKC)).toLowerCase(Locale.ROOT);
    }

    private void add(int start, int end, long hash, boolean ideograph) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            ideographs = Arrays.copyOf(ideographs, size * 2);
        }
        hashes[size] = hash;
        starts[size] = start;
        ends[size] = end;
        ideographs[size] = ideograph;
        han += ideograph ? 1 : 0;
        size++;
    }

    public int size() {
        return size;
    }

    /** How many of them are characters of Chinese or Japanese. */
    public int ideographs() {
        return han;
    }

    /** Whether most of them are such characters, so that about two of them say what one word of English does. */
    public boolean isIdeographic() {
        return han * 2 > size;
    }

    public boolean isIdeograph(int word) {
        return ideographs[word];
    }

    public long hash(int word) {
        return hashes[word];
    }

    /** Where a word begins in its text, in UTF-16 units. */
    public int start(int word) {
        return starts[word];
    }

    /** Behind its last unit. */
    public int end(int word) {
        return ends[word];
    }

    /** The text from one word to another, both included, as it stands there. */
    public String passage(int first, int last) {
        return text.substring(starts[first], ends[last]);
    }

    /**
     * A hash of every run of as many words, in order; of all words where they are fewer.
     *
     * @return empty for a text without words
     */
    public long[] runs(int length) {
        int each = Math.min(length, size);
        if (each == 0) {
            return new long[0];
        }
        long[] runs = new long[size - each + 1];
        long drop = 1;
        for (int i = 0; i < each; i++) {
            drop *= BASE;
        }
        long rolling = 0;
        for (int i = 0; i < size; i++) {
            rolling = rolling * BASE + hashes[i] - (i >= each ? hashes[i - each] * drop : 0);
            if (i >= each - 1) {
                runs[i - each + 1] = HASH.hashLongToLong(rolling);
            }
        }
        return runs;
    }
}
