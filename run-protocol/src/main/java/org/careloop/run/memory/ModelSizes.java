package org.careloop.run.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import tools.jackson.databind.JsonNode;

/**
 * The sizes of a model that its memory follows from. The shapes of its weights say them all, whatever its family; only how
 * many experts compute a token stands in {@code config.json}.
 *
 * @param queries width of the queries of all heads together
 * @param keys width of the keys of all heads together, and of the values
 * @param inner width of the feed-forward part, or of all experts that compute a token together
 * @param hasExperts whether the feed-forward part is a choice of experts, over which no adapter lies
 * @param weights of all tensors together
 */
public record ModelSizes(
        long vocabulary,
        long hidden,
        long inner,
        long layers,
        long queries,
        long keys,
        boolean hasExperts,
        long weights) {
    private static final long F32 = 4;
    private static final String EMBEDDING = "embed_tokens.weight";
    private static final String FIRST_LAYER = "layers.0.";
    private static final String EXPERT = "mlp.experts.0.gate_proj.weight";

    /**
     * Reads the headers of the weights of a model directory.
     *
     * @throws BadInput when there are none, or they are of no model that is supported
     */
    public static ModelSizes read(Path directory) throws IOException {
        Map<String, long[]> shapes = TensorShapes.read(directory);
        String prefix = prefix(directory, shapes);
        long[] embedding = shape(directory, shapes, prefix + EMBEDDING);
        long layers = LongStream.iterate(0, layer -> layer + 1)
                .takeWhile(layer -> shapes.containsKey(prefix + "layers." + layer + ".self_attn.q_proj.weight"))
                .count();
        boolean experts = shapes.keySet().stream().anyMatch(name -> name.endsWith(EXPERT));
        return new ModelSizes(
                embedding[0],
                embedding[1],
                experts
                        ? expertsInner(directory, shapes)
                        : shape(directory, shapes, prefix + FIRST_LAYER + "mlp.gate_proj.weight")[0],
                layers,
                shape(directory, shapes, prefix + FIRST_LAYER + "self_attn.q_proj.weight")[0],
                shape(directory, shapes, prefix + FIRST_LAYER + "self_attn.k_proj.weight")[0],
                experts,
                shapes.values().stream()
                        .mapToLong(shape -> LongStream.of(shape).reduce(1, (one, other) -> one * other))
                        .sum());
    }

    /** What stands before the names of the text part: models of images and text have more. */
    private static String prefix(Path directory, Map<String, long[]> shapes) {
        return shapes.keySet().stream()
                .filter(name -> name.endsWith(EMBEDDING))
                .map(name -> name.substring(0, name.length() - EMBEDDING.length()))
                .findFirst()
                .orElseThrow(() -> missing(directory, EMBEDDING));
    }

    private static long expertsInner(Path directory, Map<String, long[]> shapes) throws IOException {
        long one = shapes.entrySet().stream()
                .filter(tensor -> tensor.getKey().endsWith(EXPERT))
                .mapToLong(tensor -> tensor.getValue()[0])
                .findFirst()
                .orElseThrow();
        JsonNode config = Json.read(directory.resolve("config.json"), JsonNode.class);
        return one * config.path("num_experts_per_tok").asLong(1);
    }

    private static long[] shape(Path directory, Map<String, long[]> shapes, String name) {
        long[] shape = shapes.get(name);
        if (shape == null || shape.length != 2) {
            throw missing(directory, name);
        }
        return shape;
    }

    private static BadInput missing(Path directory, String name) {
        return BadInput.in(
                directory,
                Phrase.filled(
                        "memory.no-tensor",
                        "among the weights is no matrix \"%s\"; expected the names of Llama, Mistral, Qwen or Gemma: save the model anew with transformers",
                        name));
    }

    /** Weights of an adapter over all projections of attention and of the feed-forward part. */
    public long adapterWeights(int rank) {
        long attention = 2 * (hidden + queries) + 2 * (hidden + keys);
        long feedForward = hasExperts ? 0 : 3 * (hidden + inner);
        return rank * layers * (attention + feedForward);
    }

    /** Bytes of the keys and values of one token. */
    long cacheBytes(long elementBytes) {
        return 2 * keys * layers * elementBytes;
    }

    /** Bytes that one token's way through the layers leaves behind until its gradient has come. */
    long learningBytes(boolean recompute) {
        return recompute ? layers * F32 * hidden + insides() : layers * insides();
    }

    /**
     * What autograd keeps of one layer and token. Counted from the layers of the trainer, with adapters over all maps: both
     * norms and residuals; queries, keys and values before and after they turn, and what attention mixes; gate and up, the gate
     * opened, their product, and the inputs of the three maps rounded.
     */
    private long insides() {
        return F32 * (6 * hidden + 5 * queries + 6 * keys + 5 * inner);
    }

    /** Bytes of the logits of so many tokens and of what a gradient makes of them: few are kept, of many only a chunk exists. */
    long logitBytes(long places) {
        long all = places * vocabulary;
        return all <= LogitLimits.KEPT ? 3 * F32 * all : 4 * F32 * LogitLimits.CHUNK;
    }
}
