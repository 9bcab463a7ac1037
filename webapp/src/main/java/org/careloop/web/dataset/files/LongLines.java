package org.careloop.web.dataset.files;

import java.io.BufferedReader;
import java.io.IOException;
import org.careloop.web.dataset.BadRow;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded memory: what is beyond the limit is read and dropped. */
public final class LongLines {
    public static final int LONGEST = 32 << 20;

    private final BufferedReader reader;

    LongLines(BufferedReader reader) {
        this.reader = reader;
    }

    /**
     * The next line without its end; null after the last.
     *
     * @throws BadRow when it is too long; the one after it can be read then
     */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int character = reader.read();
        if (character < 0) {
            return null;
        }
        boolean tooLong = false;
        while (character >= 0 && character != '\n') {
            if (line.length() < LONGEST) {
                line.append((char) character);
            } else {
                tooLong = true;
            }
            character = reader.read();
        }
        if (tooLong) {
            throw new BadRow("line.long", "the line has more than %,d characters; expected one row a line", LONGEST);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }
}
