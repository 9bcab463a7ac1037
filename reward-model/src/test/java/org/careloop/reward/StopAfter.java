package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.train.Job;
import org.careloop.run.MetricLog;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;

/** A job during whose given step a person asks the run to stop. */
record StopAfter(Job job, RunDirectory directory, long last) implements Job {
    @Override
    public long steps() {
        return job.steps();
    }

    @Override
    public long stateEvery() {
        return job.stateEvery();
    }

    @Override
    public Phrase device() {
        return job.device();
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        if (number == last) {
            directory.requestStop();
        }
        return job.step(number);
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return job.headline(metrics);
    }

    @Override
    public void saveState(Path path) throws IOException {
        job.saveState(path);
    }

    @Override
    public void restoreState(Path path) throws IOException {
        job.restoreState(path);
    }

    @Override
    public void saveModel(Path path, MetricLog.Line done) throws IOException {
        job.saveModel(path, done);
    }

    @Override
    public void close() {
        job.close();
    }
}
