package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.run.BadInput;

/**
 * The state that a training resumes from with the same bits: the parameters and moments of its optimisers and the state of
 * its random sources, in one file of a directory.
 *
 * <pre>{@code
 * TrainingState state = new TrainingState().optimiser("policy", adamW).rng("sampling", rng);
 * state.save(directory);      // and in a later process, on newly made parts:
 * state.restore(directory);
 * }</pre>
 */
public final class TrainingState {
    private static final String FILE = "training.safetensors";

    private final Map<String, AdamW> optimisers = new LinkedHashMap<>();
    private final Map<String, Tensor> others = new LinkedHashMap<>();
    private final Map<String, Rng> rngs = new LinkedHashMap<>();

    public TrainingState optimiser(String name, AdamW optimiser) {
        optimisers.put(name, optimiser);
        return this;
    }

    /** Tensors besides, by names of their own. */
    public TrainingState tensors(String name, Map<String, Tensor> tensors) {
        tensors.forEach((part, tensor) -> others.put("tensors/" + name + "/" + part, tensor));
        return this;
    }

    public TrainingState rng(String name, Rng rng) {
        rngs.put(name, rng);
        return this;
    }

    public void save(Path directory) throws IOException {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> all = tensors();
            rngs.forEach((name, rng) -> all.put(rngName(name), Tensor.of(rng.state())));
            SafeTensorsWriter.write(directory.resolve(FILE), all);
        }
    }

    /**
     * Overwrites the parts with what was saved.
     *
     * @throws BadInput when the file is of another model or of other settings
     */
    public void restore(Path directory) throws IOException {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on();
                SafeTensors saved = SafeTensors.open(directory.resolve(FILE))) {
            tensors()
                    .forEach((name, tensor) ->
                            tensor.copyFrom(saved.read(name, tensor.dtype(), tensor.device(), tensor.shape())));
            rngs.forEach((name, rng) -> rng.restore(saved.read(rngName(name)).toBytes()));
        }
    }

    private Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>(others);
        optimisers.forEach((name, optimiser) ->
                optimiser.state().forEach((part, tensor) -> all.put("optimiser/" + name + "/" + part, tensor)));
        return all;
    }

    private static String rngName(String name) {
        return "rng/" + name;
    }
}
