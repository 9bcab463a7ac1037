package org.careloop.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run that is over, with figures of thirty steps, as a trainer would have written them. */
final class DrawnRun {
    private DrawnRun() {}

    /** Writes the figures into the directory of the newest run, and gives its address. */
    static String finish(JdbcClient database) throws IOException {
        Map<String, Object> run = database.sql("select id::text, directory from run order by created_at desc limit 1")
                .query()
                .singleRow();
        RunDirectory directory = new RunDirectory(Path.of((String) run.get("directory")));
        try (MetricLog log = MetricLog.append(directory.metrics())) {
            for (int step = 1; step <= 30; step++) {
                log.write(step, figures(step));
            }
        }
        directory.writeStatus(
                new RunStatus(RunStatus.Phase.DONE, 30, 30, null, Phrase.verbatim("CPU"), null, Instant.now()));
        return "/runs/" + run.get("id");
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
