package org.careloop.run.tensorboard;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongPredicate;
import java.util.zip.CRC32C;

/**
 * A file of records in TensorFlow's framing ({@code record_writer.cc}): the length of a record in eight bytes, the checksum of these
 * bytes, the record, its checksum.
 */
final class RecordFile implements Closeable {
    private static final int HEAD = Long.BYTES + Integer.BYTES;
    /** A record of ours has a few thousand bytes; a length above this is no length. */
    private static final int LONGEST = 16 << 20;

    private static final byte[] NOTHING = new byte[0];

    private final FileChannel channel;

    private RecordFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws java.nio.file.FileAlreadyExistsException where there is such a file */
    static RecordFile create(Path file) throws IOException {
        return new RecordFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void add(byte[] event) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(HEAD + event.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(event.length);
        record.putInt(checksum(record.array(), Long.BYTES))
                .put(event)
                .putInt(checksum(event, event.length))
                .flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    /**
     * Cuts a file before the first event that is not wanted, and before one that was not written whole.
     *
     * @param wanted is asked the step of each event that has figures
     * @return the last step that is left, -1 where none is
     */
    static long cut(Path file, LongPredicate wanted) throws IOException {
        long last = -1;
        long end = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (byte[] event = next(in); event.length > 0; event = next(in)) {
                long step = Event.stepOf(event);
                if (step >= 0 && !wanted.test(step)) {
                    break;
                }
                last = Math.max(last, step);
                end += HEAD + event.length + Integer.BYTES;
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
        return last;
    }

    /** The next record; empty at the end, and where what follows is no whole record. */
    private static byte[] next(InputStream in) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD)).order(ByteOrder.LITTLE_ENDIAN);
        if (head.capacity() < HEAD || head.getInt(Long.BYTES) != checksum(head.array(), Long.BYTES)) {
            return NOTHING;
        }
        long length = head.getLong(0);
        if (length <= 0 || length > LONGEST) {
            return NOTHING;
        }
        byte[] event = in.readNBytes((int) length);
        ByteBuffer sum = ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        boolean whole = sum.capacity() == Integer.BYTES && sum.getInt() == checksum(event, event.length);
        return whole ? event : NOTHING;
    }

    /** CRC-32C, turned and shifted as {@code crc32c.h} of TensorFlow masks it. */
    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
