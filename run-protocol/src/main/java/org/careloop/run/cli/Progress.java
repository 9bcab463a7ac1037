package org.careloop.run.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Progress with an estimate of the remaining time. On a terminal one line is rewritten in place; elsewhere plain lines are
 * printed at a slower pace. Always on stderr, because stdout holds the result.
 */
public final class Progress {
    private static final Duration TERMINAL_PACE = Duration.ofMillis(200);
    private static final Duration PLAIN_PACE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;
    private final String what;
    private final Instant start;
    private Instant last = Instant.MIN;
    private String said = "";

    private Progress(PrintStream out, boolean terminal, InstantSource clock, String what) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.what = what;
        this.start = clock.instant();
    }

    /** Progress of {@code what} on this process's stderr. */
    public static Progress of(String what) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Progress(System.err, terminal, InstantSource.system(), what);
    }

    /** Progress of {@code what} as plain lines on a stream. */
    public static Progress plain(PrintStream out, InstantSource clock, String what) {
        return new Progress(out, false, clock, what);
    }

    /** Reports that {@code done} of {@code total} are done. Prints only when the last line is old enough and says something else. */
    public void at(long done, long total, String detail) {
        Instant now = clock.instant();
        boolean finished = done >= total;
        Duration pace = terminal ? TERMINAL_PACE : PLAIN_PACE;
        if (!finished && !last.equals(Instant.MIN) && now.isBefore(last.plus(pace))) {
            return;
        }
        String line = "%s %d/%d%s  %s".formatted(what, done, total, left(done, total, now), detail);
        if (line.equals(said)) {
            return;
        }
        said = line;
        last = now;
        if (terminal) {
            out.print("\r\033[K" + line + (finished ? "\n" : ""));
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String left(long done, long total, Instant now) {
        if (done == 0 || done >= total) {
            return "";
        }
        long seconds = Duration.between(start, now).toMillis() * (total - done) / done / 1000;
        return seconds < 60 ? "  %d s left".formatted(seconds) : "  %d min left".formatted((seconds + 59) / 60);
    }
}
