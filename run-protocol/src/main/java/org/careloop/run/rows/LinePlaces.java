package org.careloop.run.rows;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the lines of a file stand in bytes, for whoever reads some of them again later. Lines end as those of a
 * {@link java.io.BufferedReader} do: at a line feed, a carriage return, or both.
 */
public final class LinePlaces implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private int at;
    private long read;
    private long line;
    private long offset;
    private int length;

    private LinePlaces(InputStream in) {
        this.in = in;
    }

    public static LinePlaces of(Path file) throws IOException {
        return new LinePlaces(Files.newInputStream(file));
    }

    /** Goes on to a line, counted from 1, behind the one before. */
    public void advance(long number) throws IOException {
        while (line < number) {
            next();
        }
    }

    private void next() throws IOException {
        offset = read;
        int one = take();
        while (one >= 0 && one != '\n' && one != '\r') {
            one = take();
        }
        length = Math.toIntExact(read - offset - (one < 0 ? 0 : 1));
        if (one == '\r' && peek() == '\n') {
            take();
        }
        line++;
    }

    private int take() throws IOException {
        int one = peek();
        if (one >= 0) {
            at++;
            read++;
        }
        return one;
    }

    private int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(0, in.read(buffer));
            at = 0;
        }
        return at < filled ? buffer[at] & 0xff : -1;
    }

    /**
     * The bytes of a line.
     *
     * @throws EOFException where the file has become shorter
     */
    public static byte[] read(FileChannel file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("the file has become shorter while it was read");
            }
        }
        return bytes.array();
    }

    /** Of the first byte of the line. */
    public long offset() {
        return offset;
    }

    /** In bytes, without its end. */
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
