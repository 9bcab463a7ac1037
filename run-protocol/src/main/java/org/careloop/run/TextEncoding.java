package org.careloop.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.careloop.run.text.LikelyEncoding;
import org.careloop.run.text.Utf8;
import org.jspecify.annotations.Nullable;

/** Finds where a text stops being UTF-8, and what it probably is instead, so that a person is told what to change. */
public final class TextEncoding {
    /** So many bytes at the start, and around the first that is not UTF-8, decide what the text probably is. */
    public static final int SAMPLE = 1 << 16;

    /** Of a damaged UTF-8 text at least so many characters beyond ASCII are whole for each broken one. */
    private static final int WHOLE_FOR_A_BROKEN_ONE = 4;

    private final InputStream in;
    private byte[] bytes;
    private int at;
    private long line = 1;
    private long column = 1;
    private int lineStart;
    private long wholeCharacters;

    private TextEncoding(InputStream in, byte[] start) {
        this.in = in;
        this.bytes = start;
    }

    /**
     * A place in a text that is not UTF-8.
     *
     * @param line counted from 1; a line ends with LF, CR or both
     * @param problem what is there, what the text probably is, and what to do
     */
    public record NotUtf8(long line, Phrase problem) {}

    /** Reads up to the first byte that is not UTF-8; empty for a text that is UTF-8 to its end. Closes nothing. */
    public static Optional<NotUtf8> find(InputStream in) throws IOException {
        byte[] start = in.readNBytes(SAMPLE);
        Optional<Phrase> foreign = ofStart(start);
        return foreign.isPresent()
                ? foreign.map(problem -> new NotUtf8(1, problem))
                : Optional.ofNullable(new TextEncoding(in, start).scan());
    }

    /** What the first bytes of a text give away where they would pass as UTF-8: UTF-16, UTF-32, or no text at all. */
    public static Optional<Phrase> ofStart(byte[] start) {
        if (startsWith(start, 0xFF, 0xFE, 0, 0) || isMostlyZeros(start)) {
            return Optional.of(other("UTF-32"));
        }
        if (startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF) || isHalfZeros(start)) {
            return Optional.of(other("UTF-16"));
        }
        for (byte one : start) {
            if (one == 0) {
                return Optional.of(Phrase.of(
                        "encoding.no-text",
                        "the file is no text; expected text in UTF-8: give the file as text, not a spreadsheet, an"
                                + " archive or a model"));
            }
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] start, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (start.length <= i || (start[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** In UTF-32, every letter but the rarest has two zero bytes or three. */
    private static boolean isMostlyZeros(byte[] start) {
        int zeros = 0;
        for (byte one : start) {
            zeros += one == 0 ? 1 : 0;
        }
        return start.length >= 8 && zeros * 2 > start.length;
    }

    /** In UTF-16, every Latin letter has a zero byte beside it, always on the same side. */
    private static boolean isHalfZeros(byte[] start) {
        int[] zeros = {0, 0};
        for (int i = 0; i < start.length; i++) {
            zeros[i % 2] += start[i] == 0 ? 1 : 0;
        }
        return start.length >= 8
                && Math.max(zeros[0], zeros[1]) > start.length / 8
                && Math.min(zeros[0], zeros[1]) * 4 < Math.max(zeros[0], zeros[1]);
    }

    private static Phrase other(String encoding) {
        return Phrase.of(
                "encoding.other",
                "the text looks like %s; expected UTF-8: save it as UTF-8 (in a spreadsheet \"CSV UTF-8\", else iconv -f %s -t UTF-8)"
                        .formatted(encoding, encoding),
                encoding);
    }

    private @Nullable NotUtf8 scan() throws IOException {
        while (hasCharacter()) {
            int length = Utf8.length(bytes, at, bytes.length);
            if (length == 0) {
                return new NotUtf8(line, problem());
            }
            wholeCharacters += length > 1 ? 1 : 0;
            step(length);
        }
        return null;
    }

    /** Whether there is another byte; if so, all of its character is in the buffer, unless the text ends inside it. */
    private boolean hasCharacter() throws IOException {
        if (at + 4 > bytes.length) {
            byte[] more = in.readNBytes(SAMPLE);
            if (more.length > 0) {
                byte[] joined = Arrays.copyOfRange(bytes, at, bytes.length + more.length);
                System.arraycopy(more, 0, joined, bytes.length - at, more.length);
                lineStart -= at;
                bytes = joined;
                at = 0;
            }
        }
        return at < bytes.length;
    }

    private void step(int length) {
        boolean newLine = bytes[at] == '\n' || (bytes[at] == '\r' && !(at + 1 < bytes.length && bytes[at + 1] == '\n'));
        at += length;
        column += length;
        if (newLine) {
            line++;
            column = 1;
            lineStart = at;
        }
    }

    private Phrase problem() throws IOException {
        byte[] more = in.readNBytes(SAMPLE);
        int from = Math.max(lineStart, 0);
        byte[] sample = Arrays.copyOfRange(bytes, from, bytes.length + more.length);
        System.arraycopy(more, 0, sample, bytes.length - from, more.length);
        return Utf8.broken(sample) * WHOLE_FOR_A_BROKEN_ONE > wholeCharacters + Utf8.whole(sample)
                ? LikelyEncoding.of(sample).map(TextEncoding::other).orElseGet(this::badByte)
                : badByte();
    }

    private Phrase badByte() {
        String hex = "%02X".formatted(bytes[at]);
        return Phrase.of(
                "encoding.bad-byte",
                "byte %d of the line (hexadecimal %s) is not UTF-8; correct the character there, or save the file as UTF-8 again"
                        .formatted(column, hex),
                column,
                hex);
    }
}
