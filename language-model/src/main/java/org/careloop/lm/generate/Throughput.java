package org.careloop.lm.generate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.careloop.run.cli.Progress;

/** Shows how many of some prompts are answered, and how many tokens a second that takes. */
final class Throughput {
    private final Progress progress;
    private final InstantSource clock;
    private final Instant start;
    private final long prompts;
    private long answered;
    private long tokens;

    Throughput(Progress progress, InstantSource clock, long prompts) {
        this.progress = progress;
        this.clock = clock;
        this.start = clock.instant();
        this.prompts = prompts;
    }

    void token() {
        tokens++;
        show();
    }

    /** Counts a token without showing progress, because the screen shows the answer. */
    void silentToken() {
        tokens++;
    }

    void answered(int more) {
        answered += more;
        show();
    }

    private void show() {
        progress.at(answered, prompts, String.format(Locale.ROOT, "%.1f tokens/s", tokensPerSecond()));
    }

    /** Since the start, the time for reading the prompts included. */
    double tokensPerSecond() {
        double seconds = Duration.between(start, clock.instant()).toNanos() / 1e9;
        return seconds == 0 ? 0 : tokens / seconds;
    }
}
