package org.careloop.lm.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The architectures that are supported, and where they differ from one another. One forward pass serves all.
 */
public enum Family {
    LLAMA("llama", "LlamaForCausalLM", "LlamaForSequenceClassification");

    private final String modelType;
    private final String causal;
    private final String classifier;

    Family(String modelType, String causal, String classifier) {
        this.modelType = modelType;
        this.causal = causal;
        this.classifier = classifier;
    }

    /** The {@code model_type} of config.json. */
    public String modelType() {
        return modelType;
    }

    /** The class that transformers loads a language model with. */
    public String causalArchitecture() {
        return causal;
    }

    /** The class that transformers loads a model with a score head with. */
    public String classifierArchitecture() {
        return classifier;
    }

    static Optional<Family> ofArchitecture(String architecture) {
        return Arrays.stream(values())
                .filter(f -> f.causal.equals(architecture) || f.classifier.equals(architecture))
                .findFirst();
    }

    static String supported() {
        return Arrays.stream(values()).map(f -> f.causal + ", " + f.classifier).collect(Collectors.joining(", "));
    }
}
