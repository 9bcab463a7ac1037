package org.careloop.lm.ranks;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A group whose ranks are threads of this process. */
public final class Threads {
    private Threads() {}

    /** What one rank does. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Ranks ranks) throws Exception;
    }

    /** What each rank gave, by rank. */
    public static <T> List<T> together(int size, Work<T> work)
            throws IOException, InterruptedException, TimeoutException {
        int port = freePort();
        ExecutorService threads =
                Executors.newFixedThreadPool(size, Thread.ofPlatform().daemon().factory());
        try {
            List<Future<T>> results = new ArrayList<>();
            for (int rank = 0; rank < size; rank++) {
                Launch launch = launch(rank, size, port);
                results.add(threads.submit(() -> {
                    try (Ranks ranks = new Joining(launch, Duration.ofMinutes(1)).join()) {
                        return work.with(ranks);
                    }
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> result : results) {
                all.add(result.get(1, TimeUnit.MINUTES));
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    static Launch launch(int rank, int size, int port) {
        return new Launch(rank, 0, size, "127.0.0.1", port, false, 0, null);
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
