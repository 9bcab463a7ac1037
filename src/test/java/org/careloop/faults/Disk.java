package org.careloop.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A small disk in memory, which can be filled. */
final class Disk {
    private static final int MEGABYTE = 1 << 20;

    private final Path at;

    private Disk(Path at) {
        this.at = at;
    }

    /** Mounts it on an empty folder; empty where this account must not. */
    static Optional<Disk> mount(Path at, int megabytes) throws IOException, InterruptedException {
        boolean mounted = succeeds(
                "mount", "-t", "tmpfs", "-o", "size=%dm,mode=700".formatted(megabytes), "tmpfs", at.toString());
        return mounted ? Optional.of(new Disk(at)) : Optional.empty();
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }

    /** Not a byte is left on it for so long. */
    void fill(Duration length) throws IOException, InterruptedException {
        Path ballast = at.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[MEGABYTE];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // How long it is full is the fault.
            Thread.sleep(length);
        } finally {
            Files.delete(ballast);
        }
    }

    void unmount() throws IOException, InterruptedException {
        succeeds("umount", "-l", at.toString());
    }
}
