package org.careloop.reward.rater.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * The rows as they are written. What was written is whole at each {@link #keep}: of a packed file a member of gzip ends there, so that
 * the file can be cut there and gone on with.
 */
final class RatedRows implements AutoCloseable {
    private final FileChannel channel;
    private final boolean packed;
    private OutputStream out;

    /** @param length of the file that is kept; what lies behind was not told of */
    RatedRows(Path file, boolean packed, long length) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(length);
        channel.position(length);
        this.packed = packed;
        out = member();
    }

    private OutputStream member() throws IOException {
        OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        return packed ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
    }

    void write(String row) throws IOException {
        out.write(row.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** Brings everything into the file; its length. */
    long keep() throws IOException {
        if (out instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
        out.flush();
        channel.force(true);
        out = member();
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
