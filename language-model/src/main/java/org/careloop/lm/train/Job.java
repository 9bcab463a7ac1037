package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;

/**
 * What one kind of training does between the fixed points of a {@link TrainingRun}. All methods are called by one thread.
 */
public interface Job extends AutoCloseable {

    /** Loads what a run needs: models, data, optimiser. Time for it shows as the phase {@code LOADING}. */
    @FunctionalInterface
    interface Loader {
        Job load(RunDirectory directory, RunSpec spec) throws IOException;
    }

    /** Steps of the whole run, those of earlier processes included. */
    long steps();

    /** Steps between two kept states. */
    long stateEvery();

    /** What computes, in words a person knows. */
    String device();

    /**
     * Does one step.
     *
     * @param number counted from 1
     * @return its figures by the field's names; those that are not finite are left out of the log
     */
    Map<String, Double> step(long number) throws IOException;

    /** A few words on a step for the progress line, such as {@code loss 0.612}. */
    String headline(Map<String, Double> metrics);

    /** Writes everything that {@link #restoreState} needs to go on as if nothing had happened, into an empty directory. */
    void saveState(Path directory) throws IOException;

    /** Takes over what {@link #saveState} wrote in an earlier process. */
    void restoreState(Path directory) throws IOException;

    /**
     * Writes the result, a checkpoint with its model card, into an empty directory.
     *
     * @param last step of the run, by whichever process, and its figures; step 0 without any where none was done
     */
    void saveModel(Path directory, MetricLog.Line last) throws IOException;

    /** Gives up native memory. */
    @Override
    void close();
}
