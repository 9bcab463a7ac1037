package org.careloop.run.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that see the same files and none of each other's locks. */
class PresenceTest {
    private final AtomicInteger lost = new AtomicInteger();

    @TempDir
    Path directory;

    private Presence host(String name) {
        return new Presence(directory, name);
    }

    @Test
    void aHostAtWorkIsSeenByTheOthersUntilItEnds() throws IOException {
        try (Held held = host("a").begin(lost::incrementAndGet).orElseThrow()) {
            assertThat(host("b").isElsewhere()).isTrue();
            assertThat(host("a").isElsewhere()).isFalse();
            assertThat(host("b").begin(lost::incrementAndGet)).isEmpty();
            assertThat(held.beat()).isTrue();
        }
        assertThat(host("b").isElsewhere()).isFalse();
        assertThat(files()).isEmpty();
    }

    @Test
    void aHostThatGivesNoSignForAMinuteIsDeadAndNotBefore() throws IOException {
        Held dead = host("a").begin(lost::incrementAndGet).orElseThrow();
        age(Presence.BELIEVED.minusSeconds(5));
        assertThat(host("b").begin(lost::incrementAndGet)).isEmpty();

        age(Presence.BELIEVED.plusSeconds(1));
        try (Held held = host("b").begin(lost::incrementAndGet).orElseThrow()) {
            assertThat(dead.beat()).isFalse();
            assertThat(held.beat()).isTrue();
            dead.close();
            assertThat(host("a").isElsewhere()).isTrue();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aProcessThatDiedOnThisHostIsFollowedAtOnce() throws IOException {
        Held dead = host("a").begin(lost::incrementAndGet).orElseThrow();
        try (Held held = host("a").begin(lost::incrementAndGet).orElseThrow()) {
            assertThat(dead.beat()).isFalse();
            assertThat(held.beat()).isTrue();
        }
    }

    @Test
    void whatAProcessLeftThatDiedWhileItClaimedIsSweptAway() throws IOException {
        Files.writeString(directory.resolve("worker.beat.1"), "");
        Files.writeString(directory.resolve("worker.dead.1"), "b 1");
        Path probe = Files.writeString(directory.resolve("worker.probe.1"), "");
        Files.setLastModifiedTime(
                probe, FileTime.from(Instant.now().minus(Presence.BELIEVED).minusSeconds(1)));
        Files.writeString(directory.resolve("worker.lock"), "");
        host("b").begin(lost::incrementAndGet).orElseThrow().close();
        assertThat(files()).containsExactly("worker.lock");
    }

    @Test
    void aClaimWithoutAWordYetIsBelievedForAMinute() throws IOException {
        Path claim = Files.writeString(directory.resolve("worker.claim"), "");
        assertThat(host("b").begin(lost::incrementAndGet)).isEmpty();
        Files.setLastModifiedTime(
                claim, FileTime.from(Instant.now().minus(Presence.BELIEVED).minusSeconds(1)));
        host("b").begin(lost::incrementAndGet).orElseThrow().close();
    }

    @Test
    void ofManyHostsThatRaceForADeadClaimOneGetsIt() throws Exception {
        int hosts = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(hosts)) {
            for (int round = 0; round < 6; round++) {
                assertThat(host("dead").begin(lost::incrementAndGet)).isPresent();
                age(Presence.BELIEVED.plusSeconds(1));
                CyclicBarrier start = new CyclicBarrier(hosts);
                List<Callable<Optional<Held>>> racers = IntStream.range(0, hosts)
                        .<Callable<Optional<Held>>>mapToObj(number -> () -> {
                            start.await();
                            return host("host-" + number).begin(lost::incrementAndGet);
                        })
                        .toList();
                int stand = 0;
                for (Future<Optional<Held>> racer : threads.invokeAll(racers)) {
                    Optional<Held> held = racer.get();
                    if (held.isPresent()) {
                        stand += held.get().beat() ? 1 : 0;
                        held.get().close();
                    }
                }
                assertThat(stand).as("round %d", round).isEqualTo(1);
            }
        }
    }

    private void age(Duration by) throws IOException {
        for (String name : files()) {
            Files.setLastModifiedTime(
                    directory.resolve(name), FileTime.from(Instant.now().minus(by)));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
