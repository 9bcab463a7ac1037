package org.careloop.e2e;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;

/** A run that is over, with figures of thirty steps, as a trainer would have written them. */
final class DrawnRun {
    private DrawnRun() {}

    /** Writes the figures into the directory of the newest run, and gives its address. */
    static String finish(RunningCareLoop careloop) throws IOException {
        RunDirectory directory = careloop.newestRun();
        try (MetricLog log = MetricLog.append(directory.metrics())) {
            for (int step = 1; step <= 30; step++) {
                log.write(step, figures(step));
            }
        }
        directory.writeStatus(
                new RunStatus(RunStatus.Phase.DONE, 30, 30, null, Phrase.verbatim("CPU"), null, Instant.now()));
        return "/runs/" + directory.path().getFileName();
    }

    private static Map<String, Double> figures(int step) {
        Map<String, Double> figures = new HashMap<>();
        figures.put("log_loss", .7 - .01 * step);
        figures.put("accuracy", .5 + .01 * step);
        figures.put("accuracy_n", 12.0);
        if (step % 10 == 0) {
            figures.put("eval/log_loss", .69 - .005 * step);
            figures.put("eval/accuracy", .5 + .005 * step);
            figures.put("eval/accuracy_low", .45 + .005 * step);
            figures.put("eval/accuracy_high", .55 + .005 * step);
            figures.put("eval/accuracy_n", 240.0);
        }
        return figures;
    }
}
