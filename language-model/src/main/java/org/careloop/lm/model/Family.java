package org.careloop.lm.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The architectures that are supported. One forward pass serves all; what their layers do differently stands in {@link
 * ModelConfig}: biases of attention, normalised heads, a sliding window. Whatever else a config.json asks for is refused.
 */
public enum Family {
    /** Llama 1 to 3.3, and the many models that take its form. */
    LLAMA("llama", "Llama"),
    /** Mistral: every layer may look back through a sliding window. */
    MISTRAL("mistral", "Mistral"),
    /** Qwen 2 and 2.5: queries, keys and values have a bias, the output of attention none. */
    QWEN2("qwen2", "Qwen2"),
    /** Qwen 3: each head of queries and keys is normalised. */
    QWEN3("qwen3", "Qwen3");

    private final String modelType;
    private final String prefix;

    Family(String modelType, String prefix) {
        this.modelType = modelType;
        this.prefix = prefix;
    }

    /** The {@code model_type} of config.json. */
    public String modelType() {
        return modelType;
    }

    /** The class that transformers loads a language model with. */
    public String causalArchitecture() {
        return prefix + "ForCausalLM";
    }

    /** The class that transformers loads a model with a score head with. */
    public String classifierArchitecture() {
        return prefix + "ForSequenceClassification";
    }

    /** Whether each head's queries and keys are normalised before they are turned. */
    boolean normalisesHeads() {
        return this == QWEN3;
    }

    /** Whether config.json chooses the layers that have a sliding window; the others have it in all layers or in none. */
    boolean choosesWindowedLayers() {
        return this == QWEN2 || this == QWEN3;
    }

    static Optional<Family> ofArchitecture(String architecture) {
        return Arrays.stream(values())
                .filter(f -> f.causalArchitecture().equals(architecture)
                        || f.classifierArchitecture().equals(architecture))
                .findFirst();
    }

    static String supported() {
        return Arrays.stream(values())
                .map(f -> f.causalArchitecture() + ", " + f.classifierArchitecture())
                .collect(Collectors.joining(", "));
    }
}
