package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.ranks.Ranks;
import org.careloop.run.MetricLog;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;

/**
 * One kind of run: what a {@link TrainingRun} calls at each step and whenever it saves. All methods are called by
 * one thread.
 */
public interface Job extends AutoCloseable {

    /** Loads the models, the data and the optimiser of a run. The run's phase is {@code LOADING} meanwhile. */
    @FunctionalInterface
    interface Loader {
        Job load(RunDirectory directory, RunSpec spec) throws IOException;
    }

    /** Before the first step and before a state is restored: the processes that the steps are done with. */
    default void join(Ranks ranks) {}

    /** Steps of the whole run; a resumed run counts those before the interruption too. */
    long steps();

    /** Steps between two saved states. */
    long stateEvery();

    /** The device in words for people. */
    Phrase device();

    /** Figures of the model before its first step; none where nothing is measured then. */
    default Map<String, Double> before() {
        return Map.of();
    }

    /**
     * Does one step.
     *
     * @param number counted from 1
     * @return its figures by their names in {@link org.careloop.run.Metrics}; the log leaves out those that are not finite
     */
    Map<String, Double> step(long number) throws IOException;

    /**
     * Tokens of given texts that the steps of this process have learnt from so far, those of all ranks, padding not counted; 0
     * where steps learn from none.
     */
    default long tokensLearntFrom() {
        return 0;
    }

    /** A short summary of a step for the progress line, such as {@code loss 0.612}. */
    String headline(Map<String, Double> metrics);

    /**
     * Writes the whole state that {@link #restoreState} needs into an empty directory; a resumed run gives the same
     * result. Called in the first of several processes only; every one restores it, however many there are then.
     */
    void saveState(Path directory) throws IOException;

    /** Restores what {@link #saveState} wrote in an earlier process. */
    void restoreState(Path directory) throws IOException;

    /** The directory of the result. */
    default Path result(RunDirectory run) {
        return run.model();
    }

    /**
     * Writes the result, a checkpoint with its model card or what a run makes instead, into an empty directory. Called in the first of several processes
     * only, so that it must not exchange anything with the others.
     *
     * @param last the last step of the run and its metrics; step 0 without metrics if no step was done
     */
    void saveModel(Path directory, MetricLog.Line last) throws IOException;

    /** Frees native memory. */
    @Override
    void close();
}
