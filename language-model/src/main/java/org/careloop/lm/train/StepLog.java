package org.careloop.lm.train;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.tensorboard.EventLog;

/** Takes the figures of each step: {@code metrics.jsonl}, and after it the same for TensorBoard. */
interface StepLog extends Closeable {
    void write(long step, Map<String, Double> figures) throws IOException;

    /** Goes on after the figures that are kept. */
    static StepLog of(RunDirectory directory, InstantSource clock) throws IOException {
        EventLog events = EventLog.after(MetricLog.read(directory.metrics()), directory.tensorboard(), clock);
        MetricLog metrics = MetricLog.append(directory.metrics());
        return new StepLog() {
            @Override
            public void write(long step, Map<String, Double> figures) throws IOException {
                metrics.write(step, figures);
                events.write(step, figures);
            }

            @Override
            public void close() throws IOException {
                try (events) {
                    metrics.close();
                }
            }
        };
    }

    /** Keeps nothing: of several processes that train together one writes. */
    static StepLog nowhere() {
        return new StepLog() {
            @Override
            public void write(long step, Map<String, Double> figures) {
                // Another process writes it.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
