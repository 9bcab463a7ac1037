package org.careloop.lm.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a model, as config.json gives it: sizes, rotary positions, special ids.
 *
 * @param headSize width of one attention head; heads x headSize need not be the hidden size
 * @param rmsNormEpsilon added under the root of each normalisation
 * @param queryScalar attention divides the products of queries and keys by the root of this; usually the head size
 * @param rope rotary positions, of all layers that have none of their own
 * @param tiedEmbeddings the output layer is the embedding table
 * @param attentionBias which projections of attention add a bias
 * @param mlpBias the three projections of the feed-forward part add a bias
 * @param slidingWindow how far back some layers attend; null where all attend to the whole text before
 * @param experts layers whose feed-forward part is a choice of experts; null where none has them
 * @param endIds any of these ends a text
 */
public record ModelConfig(
        Family family,
        int vocabularySize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int maxPositions,
        double rmsNormEpsilon,
        double queryScalar,
        Rope rope,
        boolean tiedEmbeddings,
        AttentionBias attentionBias,
        boolean mlpBias,
        @Nullable SlidingWindow slidingWindow,
        @Nullable Experts experts,
        @Nullable Integer beginId,
        List<Integer> endIds,
        @Nullable Integer padId) {

    public ModelConfig {
        ConfigField.requirePositive("vocab_size", vocabularySize);
        ConfigField.requirePositive("hidden_size", hiddenSize);
        ConfigField.requirePositive("intermediate_size", intermediateSize);
        ConfigField.requirePositive("num_hidden_layers", layers);
        ConfigField.requirePositive("num_attention_heads", heads);
        ConfigField.requirePositive("num_key_value_heads", keyValueHeads);
        ConfigField.requirePositive("head_dim", headSize);
        ConfigField.requirePositive("max_position_embeddings", maxPositions);
        if (heads % keyValueHeads != 0) {
            throw ConfigField.refused(
                    "num_attention_heads",
                    heads,
                    Phrase.filled("config.multiple", "a multiple of num_key_value_heads, which is %s", keyValueHeads));
        }
        if (headSize % 2 != 0) {
            throw ConfigField.refused(
                    "head_dim",
                    headSize,
                    Phrase.of("config.even", "an even number, because rotary positions need pairs"));
        }
        if (!(queryScalar > 0)) {
            throw ConfigField.refused("query_pre_attn_scalar", queryScalar, ConfigField.POSITIVE);
        }
        if (padId != null && padId >= vocabularySize) {
            throw ConfigField.refused(
                    "pad_token_id",
                    padId,
                    Phrase.filled(
                            "config.pad-id",
                            "less than vocab_size, which is %s: set it to null, or to a token that the model has",
                            vocabularySize));
        }
        endIds = List.copyOf(endIds);
    }

    /** The file of a model directory that {@link #read} reads. */
    public static final String FILE = "config.json";

    /** A Llama with the usual settings, the head size derived, without ids of special tokens. */
    public static ModelConfig llama(
            int vocabularySize,
            int hiddenSize,
            int intermediateSize,
            int layers,
            int heads,
            int keyValueHeads,
            int maxPositions) {
        return new ModelConfig(
                Family.LLAMA,
                vocabularySize,
                hiddenSize,
                intermediateSize,
                layers,
                heads,
                keyValueHeads,
                hiddenSize / heads,
                maxPositions,
                1e-5,
                hiddenSize / heads,
                Rope.of(10_000),
                true,
                AttentionBias.NONE,
                false,
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** The same model with its special ids. */
    public ModelConfig withSpecialIds(@Nullable Integer begin, List<Integer> end, @Nullable Integer pad) {
        return new ModelConfig(
                family,
                vocabularySize,
                hiddenSize,
                intermediateSize,
                layers,
                heads,
                keyValueHeads,
                headSize,
                maxPositions,
                rmsNormEpsilon,
                queryScalar,
                rope,
                tiedEmbeddings,
                attentionBias,
                mlpBias,
                slidingWindow,
                experts,
                begin,
                end,
                pad);
    }

    /** How many tokens a query of a layer attends to at most, itself included; a very large number without a window. */
    public long window(int layer) {
        return slidingWindow != null && slidingWindow.layers().contains(layer)
                ? slidingWindow.tokens()
                : Long.MAX_VALUE;
    }

    /** The rotary positions of a layer. */
    public Rope rope(int layer) {
        return slidingWindow != null
                        && slidingWindow.rope() != null
                        && slidingWindow.layers().contains(layer)
                ? slidingWindow.rope()
                : rope;
    }

    /** Whether the feed-forward part of a layer is a choice of experts. */
    public boolean hasExperts(int layer) {
        return experts != null && experts.layers().contains(layer);
    }

    /**
     * Reads config.json of a model directory.
     *
     * @throws BadInput when it is absent, a field is missing or of the wrong kind, or the architecture is not supported
     */
    public static ModelConfig read(Path directory) throws IOException {
        return ConfigJson.read(directory.resolve(FILE));
    }

    /** Whether a directory holds a model that scores, which has no output layer. */
    public static boolean isClassifier(Path directory) throws IOException {
        return ConfigJson.isClassifier(directory.resolve(FILE));
    }

    /** Whether a directory holds a model of images and text, of which {@link #read} describes the text part. */
    public static boolean readsImages(Path directory) throws IOException {
        return ConfigJson.readsImages(directory.resolve(FILE));
    }
}
