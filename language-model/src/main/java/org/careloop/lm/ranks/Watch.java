package org.careloop.lm.ranks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.cli.Commands;

/**
 * Notices that a process of the group is lost, also while this one computes, and ends this one then. Rank 0 holds a
 * connection to each other rank. On it both ends say every two seconds that they live, and the last thing before they
 * leave is that they are done or why they failed; rank 0 passes that on. A connection that breaks without a word, or is
 * silent for {@link #SILENCE}, is a process that is lost.
 */
final class Watch implements AutoCloseable {
    static final Duration SILENCE = Duration.ofSeconds(14);

    private static final Duration PULSE = Duration.ofSeconds(2);

    /** For the thread that computes to notice and to end the run in its own way, after which the process is ended. */
    private static final Duration GRACE = Duration.ofSeconds(6);

    /** How long a failed operation waits for the news that explains it. */
    private static final Duration NEWS = Duration.ofSeconds(5);

    private static final String ALIVE = "alive";
    private static final String DONE = "done";

    private final int rank;
    private final int size;
    private final List<Line> lines;
    private final CompletableFuture<Phrase> loss = new CompletableFuture<>();
    private final CountDownLatch lost = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Consumer<Phrase> write = words -> {};

    /** A connection to another rank. */
    record Line(int rank, Socket socket, DataInputStream in, DataOutputStream out) {

        static Line of(int rank, Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) SILENCE.toMillis());
            return new Line(
                    rank,
                    socket,
                    new DataInputStream(socket.getInputStream()),
                    new DataOutputStream(socket.getOutputStream()));
        }

        /** The same, with the rank that the other end says it is. */
        Line named() throws IOException {
            return new Line(Integer.parseInt(in.readUTF()), socket, in, out);
        }

        /** A line that is broken says nothing; its reader notices. */
        void say(String what) {
            try {
                synchronized (out) {
                    out.writeUTF(what);
                    out.flush();
                }
            } catch (IOException broken) {
                close();
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException alreadyBroken) {
                // Nothing more can be said on it.
                return;
            }
        }
    }

    /** @param lines to all others for rank 0, to rank 0 for the others */
    Watch(int rank, int size, List<Line> lines) {
        this.rank = rank;
        this.size = size;
        this.lines = lines;
    }

    void start() {
        lines.forEach(line -> daemon("listen-to-rank-" + line.rank(), () -> listen(line)));
        daemon("say-alive", this::pulse);
        daemon("end-after-loss", this::endAfterLoss);
    }

    private static void daemon(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }

    private void listen(Line line) {
        try {
            String said = line.in().readUTF();
            while (!said.equals(DONE)) {
                if (!said.equals(ALIVE)) {
                    lose(Json.MAPPER.readValue(said, Phrase.class), line);
                    return;
                }
                said = line.in().readUTF();
            }
        } catch (IOException | RuntimeException silentOrBroken) {
            lose(
                    Phrase.of(
                            "ranks.lost",
                            "rank %d of %d was lost: its process ended without a word, or its machine cannot be reached"
                                    .formatted(line.rank(), size),
                            line.rank(),
                            size),
                    line);
        }
    }

    private void lose(Phrase words, Line from) {
        if (closed.getCount() > 0 && loss.complete(words)) {
            tell(words, from);
            lost.countDown();
        }
    }

    private void tell(Phrase words, Line except) {
        String said = Json.MAPPER.writeValueAsString(words);
        lines.stream().filter(line -> line != except).forEach(line -> line.say(said));
    }

    private void pulse() {
        try {
            while (!closed.await(PULSE.toMillis(), TimeUnit.MILLISECONDS)) {
                lines.forEach(line -> line.say(ALIVE));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void endAfterLoss() {
        try {
            lost.await();
            if (closed.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return;
        }
        Phrase words = loss.join();
        write.accept(words);
        System.err.println("careloop: failed: " + words);
        // The thread that computes is inside a native call, which nothing else ends.
        Runtime.getRuntime().halt(Commands.FAILED);
    }

    void onLoss(Consumer<Phrase> words) {
        write = words;
    }

    /** What an operation that failed is to be thrown as. */
    RuntimeException lossAfter(RuntimeException failure) {
        try {
            if (lost.await(NEWS.toMillis(), TimeUnit.MILLISECONDS)) {
                RankLost words = new RankLost(loss.join());
                words.addSuppressed(failure);
                return words;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }

    /** Tells the others that this process fails; they end too. */
    void fail(Phrase why) {
        Phrase words = Phrase.of("ranks.failed", "rank %d failed: %s".formatted(rank, why), rank, why);
        if (loss.complete(words)) {
            String said = Json.MAPPER.writeValueAsString(words);
            lines.forEach(line -> line.say(said));
            // Not told by a line: this process ends by itself.
            closed.countDown();
        }
    }

    /** Parts from the others, all of which are done. */
    @Override
    public void close() {
        closed.countDown();
        lines.forEach(line -> line.say(DONE));
    }
}
