package org.careloop.web.dataset.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.careloop.web.dataset.BadRow;

/**
 * Lines of UTF-8 in bounded memory: what is beyond the limit is read and dropped. A line ends with LF, CR or both. A line
 * that is too long or not UTF-8 is refused by itself; the one after it can be read.
 */
public final class LongLines {
    /** In bytes; lists and tables allow as many characters for one row. */
    public static final int LONGEST = 32 << 20;

    private static final int SHOWN_OF_TOO_LONG = 1 << 16;

    private final InputStream in;
    private final WholeText whole;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
    private int at;
    private int end;
    private long number;
    private boolean tooLong;
    private boolean afterReturn;
    private boolean asked;

    /** Is asked at the first line that is not UTF-8; refuses the file when all of it is in another encoding. */
    interface WholeText {
        void refuseForeign() throws IOException;
    }

    LongLines(InputStream in, WholeText whole) {
        this.in = in;
        this.whole = whole;
    }

    /** Goes to the next line; false behind the last. */
    boolean next() throws IOException {
        line.reset();
        tooLong = false;
        if (afterReturn && fill() && buffer[at] == '\n') {
            at++;
        }
        afterReturn = false;
        if (!fill()) {
            return false;
        }
        number++;
        while (fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            keep(from);
            if (at < end) {
                afterReturn = buffer[at++] == '\r';
                return true;
            }
        }
        return true;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return at < end;
    }

    private void keep(int from) {
        int length = Math.min(at - from, LONGEST - line.size());
        tooLong |= length < at - from;
        line.write(buffer, from, length);
    }

    /** Counted from 1. */
    long number() {
        return number;
    }

    boolean isBlank() {
        return !tooLong && rawText().isBlank();
    }

    /**
     * The text of the line, without its end.
     *
     * @throws BadRow when it is too long or not UTF-8
     */
    String text() throws IOException {
        if (tooLong) {
            throw new BadRow("line.long", "the line has more than %,d bytes; expected one row a line", LONGEST);
        }
        String text = rawText();
        if (text.indexOf('\uFFFD') >= 0) {
            refuseForeignBytes();
        }
        return text;
    }

    private void refuseForeignBytes() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            refuseForeignOnce();
            throw new BadRow(
                    "text.byte",
                    "byte %d of the line (hexadecimal %s) is not UTF-8; correct the character there, or remove this line",
                    bytes.position() + 1,
                    "%02X".formatted(bytes.get(bytes.position())));
        }
    }

    /** The answer is the same for each of perhaps a million lines. */
    private void refuseForeignOnce() throws IOException {
        if (!asked) {
            asked = true;
            whole.refuseForeign();
        }
    }

    /** The line as it can be shown: with a replacement character for what is not UTF-8; of one too long its beginning. */
    String rawText() {
        return tooLong
                ? new String(line.toByteArray(), 0, SHOWN_OF_TOO_LONG, StandardCharsets.UTF_8)
                : line.toString(StandardCharsets.UTF_8);
    }
}
