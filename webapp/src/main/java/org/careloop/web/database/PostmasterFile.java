package org.careloop.web.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code postmaster.pid}, in which a PostgreSQL server says which process it is and on which port it listens. */
record PostmasterFile(Path path) {

    static PostmasterFile of(Path directory) {
        return new PostmasterFile(directory.resolve("postmaster.pid"));
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            // Absent, or unreadable for PostgreSQL too, which then says why it does not start.
            return List.of();
        }
    }

    /** The process that it names; empty where there is none, or it is not of PostgreSQL. */
    private Optional<ProcessHandle> process() {
        return lines().stream()
                .findFirst()
                .filter(number -> number.matches("\\d+"))
                .flatMap(number -> ProcessHandle.of(Long.parseLong(number)))
                .filter(PostmasterFile::isServer);
    }

    boolean isAlive() {
        return process().isPresent();
    }

    /** Asks the server to end once nobody is connected. Where the application has closed it, there is none. */
    void endProcess() {
        process().ifPresent(ProcessHandle::destroy);
    }

    /** The port that it names, once it is written. */
    OptionalInt port() {
        List<String> lines = lines();
        return lines.size() > 3 && lines.get(3).matches("\\d+")
                ? OptionalInt.of(Integer.parseInt(lines.get(3)))
                : OptionalInt.empty();
    }

    /** Whether a process runs PostgreSQL; one that has ended and that nobody has waited for does not. */
    static boolean isServer(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }
}
