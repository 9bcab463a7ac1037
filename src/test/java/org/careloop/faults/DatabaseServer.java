package org.careloop.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The processes of a PostgreSQL server.
 *
 * @param directory its data
 */
record DatabaseServer(Path directory) {

    private Optional<ProcessHandle> first() throws IOException {
        Path file = directory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    }

    void kill() throws IOException {
        first().ifPresent(Signal::kill);
    }

    /** Ends one of its processes: a connection's, the writer's, the checkpointer's. */
    void killOne(Random random) throws IOException {
        List<ProcessHandle> children = first().stream()
                .flatMap(ProcessHandle::children)
                .sorted(Comparator.comparingLong(ProcessHandle::pid))
                .toList();
        if (!children.isEmpty()) {
            Signal.kill(children.get(random.nextInt(children.size())));
        }
    }

    void stall(Duration length) throws IOException, InterruptedException {
        Optional<ProcessHandle> first = first();
        if (first.isPresent()) {
            Signal.stall(first.get(), length);
        }
    }
}
