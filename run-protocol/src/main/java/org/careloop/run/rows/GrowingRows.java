package org.careloop.run.rows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;

/**
 * JSON Lines to which each row is appended as soon as it is there, so that work goes on where it was broken off. A last line that
 * was cut while it was written is taken out when the file is opened.
 */
public final class GrowingRows<T> implements AutoCloseable {
    private final FileChannel channel;

    private GrowingRows(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param earlier takes what is there already, in order
     */
    public static <T> GrowingRows<T> open(Path file, Class<T> type, Consumer<T> earlier) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.truncate(endOfLastLine(channel));
        channel.position(channel.size());
        JsonLines.forEach(file, type, earlier);
        return new GrowingRows<>(channel);
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long at = channel.size() - 1; at >= 0; at--) {
            channel.read(one.clear(), at);
            if (one.get(0) == '\n') {
                return at + 1;
            }
        }
        return 0;
    }

    public void add(T row) throws IOException {
        ByteBuffer line =
                ByteBuffer.wrap((Json.MAPPER.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
