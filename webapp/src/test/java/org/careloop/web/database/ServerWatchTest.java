package org.careloop.web.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerWatchTest {
    private final List<Long> tries = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private boolean running = true;
    private boolean mendable = true;
    private final ServerWatch watch = new ServerWatch(
            new ServerWatch.Server() {
                @Override
                public boolean isRunning() {
                    return running;
                }

                @Override
                public void startAgain() throws IOException {
                    tries.add(now.getEpochSecond());
                    if (!mendable) {
                        throw new IOException("the files are of another version");
                    }
                    running = true;
                }
            },
            () -> now);

    /** Looks every second, as the schedule does. */
    private void live(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            watch.look();
            now = now.plus(Duration.ofSeconds(1));
        }
    }

    @Test
    void aServerThatEndedIsStartedAfterOneSecond() throws InterruptedException {
        live(10);
        running = false;
        live(10);
        assertThat(tries).containsExactly(11L);
        assertThat(watch.restarts()).isEqualTo(1);
    }

    @Test
    void thePausesDoubleUpToAMinute() throws InterruptedException {
        running = false;
        mendable = false;
        live(250);
        assertThat(tries).containsExactly(1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L);
        assertThat(watch.restarts()).isZero();

        mendable = true;
        live(60);
        assertThat(tries).endsWith(243L, 303L);
        assertThat(watch.restarts()).isEqualTo(1);
    }

    @Test
    void onlyAMinuteOfHealthBeginsThePausesAnew() throws InterruptedException {
        running = false;
        live(2);
        running = false;
        live(3);
        assertThat(tries).containsExactly(1L, 4L);

        live(62);
        running = false;
        live(2);
        assertThat(tries).containsExactly(1L, 4L, 68L);
    }

    @Test
    void nothingIsStartedOnceTheProcessEnds() throws InterruptedException {
        running = false;
        watch.end();
        live(10);
        assertThat(tries).isEmpty();
    }
}
