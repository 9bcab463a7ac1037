package org.careloop.lm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * The weights of a model directory by the names of a language model. What the directory holds beyond them is refused,
 * unless it is known to change nothing.
 */
final class CheckpointWeights implements ParameterSource, AutoCloseable {
    private static final String TRUNK = "model.";

    /** The trunk of the text part of a model of images and text, by the version of transformers that wrote it. */
    private static final List<String> TEXT_PARTS = List.of("language_model.model.", "model.language_model.");

    /** The other parts of such a model. A text passes through none of them. */
    private static final List<String> IMAGE_PARTS =
            List.of("vision_tower.", "multi_modal_projector.", "model.vision_tower.", "model.multi_modal_projector.");

    private final Path directory;
    private final SafeTensors weights;
    private final ModelConfig config;
    private final LoadOptions options;
    private final boolean isClassifier;
    private final boolean readsImages;
    private final Set<String> used = new HashSet<>();

    private CheckpointWeights(Path directory, SafeTensors weights, ModelConfig config, LoadOptions options)
            throws IOException {
        this.directory = directory;
        this.weights = weights;
        this.config = config;
        this.options = options;
        isClassifier = ModelConfig.isClassifier(directory);
        readsImages = ModelConfig.readsImages(directory);
    }

    static CheckpointWeights open(Path directory, ModelConfig config, LoadOptions options) throws IOException {
        return new CheckpointWeights(directory, SafeTensors.openDirectory(directory), config, options);
    }

    /** Reads the whole model. */
    LanguageModel model() {
        requireTied();
        LanguageModel model = new LanguageModel(config, !isClassifier, this);
        requireAllUsed();
        return model;
    }

    @Override
    public Tensor get(String name, long... shape) {
        String stored = stored(name);
        used.add(stored);
        return weights.read(stored, options.dtype(), options.device(), shape).unscoped();
    }

    /** What the directory calls a tensor. */
    private String stored(String name) {
        String inside = name.startsWith(TRUNK) ? name.substring(TRUNK.length()) : null;
        return TEXT_PARTS.stream()
                .map(part -> inside == null ? "language_model." + name : part + inside)
                .filter(place -> readsImages && weights.has(place))
                .findFirst()
                .orElse(name);
    }

    /** An output layer that differs from the embedding would be ignored, or not, by the version of transformers. */
    private void requireTied() {
        String output = stored(Trunk.OUTPUT);
        String embedding = stored(Trunk.EMBEDDING);
        if (!config.tiedEmbeddings() || !weights.has(output) || !weights.has(embedding)) {
            return;
        }
        if (!weights.isSame(output, embedding)) {
            throw BadInput.in(
                    directory,
                    Phrase.filled(
                            "weights.tied-differ",
                            "tie_word_embeddings in %s is true, yet the weights hold an output layer \"%s\" that differs from \"%s\"; expected none, or the same: set tie_word_embeddings to false if the model was trained with its own output layer, or remove that tensor",
                            ModelConfig.FILE,
                            output,
                            embedding));
        }
        used.add(output);
    }

    private void requireAllUsed() {
        List<String> others = weights.names().stream()
                .filter(name -> !used.contains(name) && !changesNothing(name))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw BadInput.in(
                    directory,
                    Phrase.filled(
                            "weights.unused",
                            "the weights hold tensors that the model of %s has no place for (%s, such as \"%s\"); expected none, because the model would compute without them: correct %s, or drop them with transformers: AutoModelForCausalLM.from_pretrained(DIR).save_pretrained(OUT)",
                            ModelConfig.FILE,
                            others.size(),
                            others.getFirst(),
                            ModelConfig.FILE));
        }
    }

    /** Tables that follow from config.json, the head of a classifier, and the parts that read images. */
    private boolean changesNothing(String name) {
        return name.endsWith(".rotary_emb.inv_freq")
                || (isClassifier && name.equals("score.weight"))
                || (readsImages && IMAGE_PARTS.stream().anyMatch(name::startsWith));
    }

    @Override
    public void close() {
        weights.close();
    }
}
