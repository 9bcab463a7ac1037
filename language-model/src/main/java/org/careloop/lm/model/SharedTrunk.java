package org.careloop.lm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadInput;

/**
 * Several models over the weights of one. Each is an adapter with a name, in use inside a scope ({@link LanguageModel#use});
 * only one at a time.
 */
public final class SharedTrunk {
    private SharedTrunk() {}

    /**
     * Loads a saved adapter that computes, while it is in use, what it does over the bare weights, whatever else the model
     * stands on. It is not trained.
     *
     * @return the score head that was saved with it, if there is one
     * @throws BadInput when it cannot be read or does not fit the model
     */
    public static Optional<LinearHead> load(LanguageModel trunk, String name, Path directory) throws IOException {
        Optional<LinearHead> head = PeftAdapter.load(trunk, name, directory, Rng.seeded(0));
        trunk.adapterParameters(name).values().forEach(weight -> weight.requiresGrad(false));
        trunk.adapters().lay(name, Adapters.Ground.BARE);
        return head;
    }

    /**
     * The hidden states of a model for another thread: the same weights and what they stand on, without the output layer and
     * without the adapters that can be put to use.
     */
    public static LanguageModel reader(LanguageModel model) {
        Map<String, Tensor> weights = model.parameters();
        LanguageModel reader =
                new LanguageModel(model.config(), false, (name, shape) -> Objects.requireNonNull(weights.get(name)));
        reader.adapters().lay(model.adapters().foundation());
        return reader;
    }

    /**
     * A new adapter that is always used together with another, and with all that this one lies on.
     *
     * @param under name of the other
     */
    public static void addOver(LanguageModel trunk, String under, String name, LoraConfig lora, Rng rng) {
        Adapters.Ground ground = trunk.adapters().over(under);
        trunk.addAdapter(name, lora, rng);
        trunk.adapters().lay(name, ground);
    }
}
