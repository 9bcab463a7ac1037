package org.careloop.web.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that appears under its name when it is complete and on the disk. Until then it has another, and is locked; what is not complete is
 * taken away. Its owner alone can read it, from its first moment on.
 */
final class PartFile implements AutoCloseable {
    static final String ENDING = ".part";

    private final Path target;
    private final Path aside;
    private final FileChannel channel;

    PartFile(Path target) throws IOException {
        this.target = target;
        this.aside = target.resolveSibling("." + target.getFileName() + ENDING);
        this.channel = FileChannel.open(
                aside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // Held until the channel is closed.
        channel.lock();
    }

    /** Whether nobody writes at a part any more: whoever did was killed. */
    static boolean isAbandoned(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free != null;
        } catch (OverlappingFileLockException mine) {
            return false;
        }
    }

    /** Takes its content; closing it leaves the file open. */
    OutputStream out() {
        OutputStream whole = Channels.newOutputStream(channel);
        return new FilterOutputStream(whole) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                whole.write(bytes, from, length);
            }

            @Override
            public void close() {
                // Its hour comes when it is complete.
            }
        };
    }

    long bytes() throws IOException {
        return channel.size();
    }

    void complete() throws IOException {
        channel.force(true);
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder =
                FileChannel.open(target.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(aside);
        channel.close();
    }
}
