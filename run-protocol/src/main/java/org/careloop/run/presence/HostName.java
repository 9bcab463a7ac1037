package org.careloop.run.presence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tells hosts apart. */
final class HostName {
    /** One for each start of a kernel: containers of one host share it, as they share the locks of its files. */
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private HostName() {}

    /** The same in every process that sees the locks of this one. */
    static String here() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException noLinux) {
            return name();
        }
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }
}
