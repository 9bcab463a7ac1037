package org.careloop.web.series;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * The figures of the runs that people look at. Pages that show the same run share what was read of it. Kept are those of the
 * last {@value #MOST} runs for {@link #KEPT} after the last look; each takes at most 200 figures of 512 groups of
 * 72 bytes, 7 MB, and with the thirty figures of a usual run 1 MB.
 */
@Component
public class FigureLogs {
    static final int MOST = 32;
    static final Duration KEPT = Duration.ofMinutes(15);

    /** What one look reads at most, so that no page waits for a file of gigabytes; about a tenth of a second. */
    private static final long A_LOOK = 12 << 20;

    private final Clock clock;
    private final Map<Path, Used> logs = new LinkedHashMap<>();

    FigureLogs(Clock clock) {
        this.clock = clock;
    }

    private record Used(FigureLog log, Instant at) {}

    /**
     * Reads on in a run's {@code metrics.jsonl} and says what is known then.
     *
     * @param wanted which figures are told
     */
    public Course look(Path metrics, Predicate<String> wanted) throws IOException {
        return log(metrics).look(A_LOOK, wanted);
    }

    private synchronized FigureLog log(Path metrics) {
        Instant now = clock.instant();
        Path file = metrics.toAbsolutePath().normalize();
        Used known = logs.remove(file);
        // The longest unused stand first.
        logs.values().removeIf(used -> used.at().plus(KEPT).isBefore(now));
        if (logs.size() >= MOST) {
            logs.remove(logs.keySet().iterator().next());
        }
        FigureLog log = known == null ? new FigureLog(file) : known.log();
        logs.put(file, new Used(log, now));
        return log;
    }

    /** How many are kept. */
    synchronized int size() {
        return logs.size();
    }
}
