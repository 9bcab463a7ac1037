package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** The weights of a model without its adapters, by the names of a checkpoint. */
final class Trunk {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String FINAL_NORM = "model.norm.weight";
    static final String OUTPUT = "lm_head.weight";

    private final ModelConfig config;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Tensor embedding; // [vocabulary, hidden]
    private final LayerStack layers;
    private final RmsNorm finalNorm; // [hidden]
    private final @Nullable LinearMaps output; // one map; null in a classifier's checkpoint

    Trunk(ModelConfig config, boolean withOutput, ParameterSource source) {
        this.config = config;
        ParameterSource noted = (name, shape) -> {
            Tensor parameter = source.get(name, shape);
            parameters.put(name, parameter);
            return parameter;
        };
        embedding = noted.get(EMBEDDING, config.vocabularySize(), config.hiddenSize());
        layers = new LayerStack(config, noted, embedding.device());
        finalNorm = RmsNorm.of(noted, FINAL_NORM, config.hiddenSize(), config);
        output = withOutput ? new LinearMaps(new Projection(outputWeight(noted), null)) : null;
    }

    private Tensor outputWeight(ParameterSource source) {
        return config.tiedEmbeddings() ? embedding : source.get(OUTPUT, config.vocabularySize(), config.hiddenSize());
    }

    /**
     * {@code [batch, length]} of I64 to {@code [batch, length, hidden]}.
     *
     * @param sums type of the result, and so of everything between matrix products
     */
    Tensor embed(Tensor ids, DType sums) {
        Tensor embedded = embedding.embedding(ids);
        return (config.family().scalesEmbeddings() ? embedded.mul(embeddingScale()) : embedded).to(sums);
    }

    /** The root of the hidden size, rounded to the type of the weights, as in the training of these models. */
    private double embeddingScale() {
        return Tensor.scalar(Math.sqrt(config.hiddenSize()), embedding.dtype()).item();
    }

    LayerStack layers() {
        return layers;
    }

    Tensor normalised(Tensor x) {
        return finalNorm.apply(x);
    }

    @Nullable
    LinearMaps output() {
        return output;
    }

    /** The output layer of a model that writes. */
    LinearMaps writing() {
        if (output == null) {
            throw new BadInput(
                    Phrase.of(
                            "model.scores-only",
                            "a reward model was given where a language model is needed: it scores texts and cannot write; give a model that writes"));
        }
        return output;
    }

    Map<String, Tensor> parameters() {
        return parameters;
    }

    Tensor parameter(String name) {
        Tensor found = parameters.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no parameter \"%s\"; there are %s".formatted(name, parameters.keySet()));
        }
        return found;
    }

    Tensor embedding() {
        return embedding;
    }

    /** Every linear map. */
    List<LinearMaps> linearMaps() {
        List<LinearMaps> all = new ArrayList<>(layers.linearMaps());
        if (output != null) {
            all.add(output);
        }
        return all;
    }
}
