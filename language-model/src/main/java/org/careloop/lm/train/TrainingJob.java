package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.Device;

/** What the jobs of all kinds of run do in the same way, so that each shows its steps and little else. */
public abstract class TrainingJob implements Job {
    private final Device device;
    private final long stateEvery;

    /**
     * @param device of the model in training
     * @param stateEvery steps between two kept states
     */
    protected TrainingJob(Device device, long stateEvery) {
        this.device = device;
        this.stateEvery = stateEvery;
    }

    /** The optimisers and random sources that are kept. */
    protected abstract TrainingState state();

    @Override
    public final long stateEvery() {
        return stateEvery;
    }

    @Override
    public final String device() {
        return Backend.describe(device);
    }

    @Override
    public void saveState(Path directory) throws IOException {
        state().save(directory);
    }

    @Override
    public void restoreState(Path directory) throws IOException {
        state().restore(directory);
    }

    /** Whether what is done every so many steps is done after this one; after the last it always is. */
    protected final boolean isDue(long number, long every) {
        return number % every == 0 || number == steps();
    }

    /**
     * Words for a progress line.
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
