package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.tensor.Device;
import org.careloop.run.Phrase;

/** What the jobs of all kinds of run have in common: saving state and evaluating at intervals. */
public abstract class TrainingJob implements Job {
    private final Device device;
    private final long stateEvery;
    private Ranks ranks = Ranks.ALONE;
    private long tokensLearntFrom;

    /**
     * @param device of the model in training
     * @param stateEvery steps between two saved states
     */
    protected TrainingJob(Device device, long stateEvery) {
        this.device = device;
        this.stateEvery = stateEvery;
    }

    /** The optimisers and random sources whose state is saved. */
    protected abstract TrainingState state();

    @Override
    public final void join(Ranks others) {
        ranks = others;
    }

    /** The processes that this job is done with. */
    protected final Ranks ranks() {
        return ranks;
    }

    /** Counts tokens that a step learns from, those of all ranks, padding not counted. */
    protected final void learnFrom(long tokens) {
        tokensLearntFrom += tokens;
    }

    @Override
    public final long tokensLearntFrom() {
        return tokensLearntFrom;
    }

    @Override
    public final long stateEvery() {
        return stateEvery;
    }

    @Override
    public final Phrase device() {
        return DeviceWords.of(device);
    }

    @Override
    public void saveState(Path directory) throws IOException {
        state().save(directory);
    }

    @Override
    public void restoreState(Path directory) throws IOException {
        state().restore(directory);
    }

    /** Whether something is due after this step that is done every {@code every} steps and after the last one. */
    protected final boolean isDue(long number, long every) {
        return number % every == 0 || number == steps();
    }

    /**
     * Formats figures for the progress line.
     *
     * @param format as {@link String#format} takes it, with a place for each figure
     * @param names of the figures; one that is absent shows as NaN
     */
    protected static String words(String format, Map<String, Double> metrics, String... names) {
        return String.format(
                Locale.ROOT,
                format,
                Arrays.stream(names)
                        .map(name -> metrics.getOrDefault(name, Double.NaN))
                        .toArray());
    }
}
