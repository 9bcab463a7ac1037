package org.careloop.run.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream as bytes, each with the byte and the line number at which it begins. */
final class ByteLines {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long offset;
    private long line;

    /**
     * @param in at the start of a line
     * @param offset of that line, in bytes
     * @param line number of that line, counted from 1
     * @param longest bytes of a line that are kept
     */
    ByteLines(InputStream in, long offset, long line, int longest) {
        this.in = in;
        this.offset = offset;
        this.line = line;
        this.longest = longest;
    }

    /**
     * A line without its end.
     *
     * @param bytes null where it is longer than a line may be
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and thrown away
    record Line(long start, long number, byte @Nullable [] bytes) {}

    /** The byte at which the next line begins. */
    long offset() {
        return offset;
    }

    /** The number of the next line, counted from 1. */
    long line() {
        return line;
    }

    /** The next line; null at the end. A last line need not end. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        long length = 0;
        boolean any = false;
        boolean ended = false;
        while (!ended && hasMore()) {
            any = true;
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            ended = stop < end;
            length += stop - at;
            if (length <= longest) {
                kept.write(buffer, at, stop - at);
            } else {
                kept.reset();
            }
            offset += stop - at + (ended ? 1 : 0);
            at = stop + (ended ? 1 : 0);
        }
        if (!any) {
            return null;
        }
        Line found = new Line(
                offset - length - (ended ? 1 : 0), line, length <= longest ? trimmed(kept.toByteArray()) : null);
        line++;
        return found;
    }

    private boolean hasMore() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
        }
        return at < end;
    }

    /** Editors on Windows end lines with two characters. */
    private static byte[] trimmed(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\r' ? Arrays.copyOf(line, line.length - 1) : line;
    }
}
