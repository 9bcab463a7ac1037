package org.careloop.web.dataset.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/** Tells how many bytes are read, as they are. Closing it leaves the stream below it open, which belongs to somebody else. */
final class CountedStream extends FilterInputStream {
    private final IntConsumer read;

    /** @param read takes the number of bytes of each reading, and may throw where they are too many */
    CountedStream(InputStream in, IntConsumer read) {
        super(in);
        this.read = read;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            read.accept(1);
        }
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        if (count > 0) {
            read.accept(count);
        }
        return count;
    }

    @Override
    public void close() {
        // Whoever opened the stream closes it.
    }
}
