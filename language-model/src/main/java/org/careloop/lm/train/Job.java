package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;

/**
 * One kind of training: what a {@link TrainingRun} calls at each step and whenever it saves. All methods are called by
 * one thread.
 */
public interface Job extends AutoCloseable {

    /** Loads what a run needs: models, data, optimiser. The phase is {@code LOADING} meanwhile. */
    @FunctionalInterface
    interface Loader {
        Job load(RunDirectory directory, RunSpec spec) throws IOException;
    }

    /** Steps of the whole run, those of interrupted processes included. */
    long steps();

    /** Steps between two kept states. */
    long stateEvery();

    /** The device, in words that a person knows. */
    String device();

    /**
     * Does one step.
     *
     * @param number counted from 1
     * @return its figures by the field's names; those that are not finite are left out of the log
     */
    Map<String, Double> step(long number) throws IOException;

    /** A short summary of a step for the progress line, such as {@code loss 0.612}. */
    String headline(Map<String, Double> metrics);

    /**
     * Writes the whole state that {@link #restoreState} needs into an empty directory; a resumed run gives the same
     * result.
     */
    void saveState(Path directory) throws IOException;

    /** Restores what {@link #saveState} wrote in an earlier process. */
    void restoreState(Path directory) throws IOException;

    /**
     * Writes the result, a checkpoint with its model card, into an empty directory.
     *
     * @param last the last step of the run and its metrics; step 0 without metrics where no step was done
     */
    void saveModel(Path directory, MetricLog.Line last) throws IOException;

    /** Frees native memory. */
    @Override
    void close();
}
