package org.careloop.run;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines of UTF-8, each held in memory and so no longer than a row may be. */
final class BoundedLines extends FilterReader {
    /** In characters. */
    private static final int LONGEST = 32 << 20;

    private final Path file;
    private long line = 1;
    private int length;

    private BoundedLines(Path file, Reader in) {
        super(in);
        this.file = file;
    }

    static BufferedReader open(Path file) throws IOException {
        return of(file, Files.newInputStream(file));
    }

    /** @param in what the file holds; it is closed with the reader */
    static BufferedReader of(Path file, InputStream in) {
        return new BufferedReader(
                new BoundedLines(file, new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())));
    }

    @Override
    public int read(char[] target, int from, int count) throws IOException {
        int read = super.read(target, from, count);
        for (int i = from; i < from + read; i++) {
            length++;
            if (target[i] == '\n' || target[i] == '\r') {
                line += target[i] == '\n' ? 1 : 0;
                length = 0;
            }
        }
        if (length > LONGEST) {
            throw BadInput.at(
                    file,
                    line,
                    Phrase.filled(
                            "file.long-line",
                            "the line has more than %s characters; expected one row a line",
                            LONGEST));
        }
        return read;
    }
}
