package org.careloop.web.dataset.files;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Follows the quotes of a CSV as it is read (RFC 4180: a quote opens at the beginning of a cell, a doubled one stands for
 * itself), so that one that is wrong is named by the line where it opens. It runs ahead of whoever reads by what they keep
 * in their buffer.
 */
final class QuoteWatch extends FilterReader {
    private enum In {
        CELL_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final char separator;
    private In in = In.CELL_START;
    private long line = 1;
    private boolean afterReturn;
    private long opened;
    private long closed;
    private boolean broken;
    private boolean ended;

    QuoteWatch(Reader reader, char separator) {
        super(reader);
        this.separator = separator;
    }

    /** Whether all was read and the last quote is not closed. */
    boolean isOpenAtEnd() {
        return ended && in == In.QUOTED;
    }

    /** Whether something stood between a closing quote and the end of its cell. */
    boolean isBroken() {
        return broken;
    }

    /** The line of the opening quote of the first broken cell, else of the last one seen; from 1. */
    long opened() {
        return opened;
    }

    /** The line of the closing quote of the first broken cell; from 1. */
    long closed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        ended = read < 0;
        if (read >= 0) {
            follow((char) read);
        }
        return read;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        int read = super.read(target, from, length);
        ended = read < 0;
        for (int i = from; i < from + read; i++) {
            follow(target[i]);
        }
        return read;
    }

    private void follow(char next) {
        if (!broken) {
            step(next);
        }
        // A line ends with a line feed, a carriage return, or both.
        if (next == '\r' || (next == '\n' && !afterReturn)) {
            line++;
        }
        afterReturn = next == '\r';
    }

    private void step(char next) {
        boolean ends = next == separator || next == '\n' || next == '\r';
        switch (in) {
            case QUOTED -> in = next == '"' ? In.QUOTE_IN_QUOTED : In.QUOTED;
            case QUOTE_IN_QUOTED -> {
                in = next == '"' ? In.QUOTED : ends ? In.CELL_START : In.PLAIN;
                broken = in == In.PLAIN;
                closed = line;
            }
            case CELL_START -> {
                in = ends ? In.CELL_START : next == '"' ? In.QUOTED : In.PLAIN;
                opened = in == In.QUOTED ? line : opened;
            }
            case PLAIN -> in = ends ? In.CELL_START : In.PLAIN;
        }
    }
}
