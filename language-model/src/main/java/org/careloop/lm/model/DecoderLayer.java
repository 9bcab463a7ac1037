package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.lm.config.AttentionBias;
import org.careloop.lm.config.Experts;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One layer: attention and a feed-forward part, each behind a normalisation and beside a residual. */
final class DecoderLayer {
    private final int index;
    private final ModelConfig config;
    private final RmsNorm inputNorm; // [hidden]
    private final RmsNorm innerNorm; // [hidden]
    private final @Nullable RmsNorm queryNorm; // [headSize], where the family normalises heads
    private final @Nullable RmsNorm keyNorm; // [headSize]
    private final @Nullable RmsNorm attentionNorm; // [hidden], where the family normalises outputs
    private final @Nullable RmsNorm feedForwardNorm; // [hidden]
    /** By the names that adapters and checkpoints use, in the order of the forward pass. */
    private final Map<String, Projection> projections = new LinkedHashMap<>();

    private final LinearMaps queryKeyValue;
    private final LinearMaps output;
    private final FeedForward feedForward;

    DecoderLayer(int index, ModelConfig config, ParameterSource source) {
        this.index = index;
        this.config = config;
        int hidden = config.hiddenSize();
        int queries = config.heads() * config.headSize();
        int keys = config.keyValueHeads() * config.headSize();
        AttentionBias bias = config.attentionBias();
        boolean behind = config.family().normalisesOutputs();
        inputNorm = norm(source, "input_layernorm", hidden);
        queryKeyValue = new LinearMaps(
                projection(source, "self_attn.q_proj", queries, hidden, bias.ofInputs()),
                projection(source, "self_attn.k_proj", keys, hidden, bias.ofInputs()),
                projection(source, "self_attn.v_proj", keys, hidden, bias.ofInputs()));
        output = new LinearMaps(projection(source, "self_attn.o_proj", hidden, queries, bias.ofOutput()));
        boolean heads = config.family().normalisesHeads();
        queryNorm = heads ? norm(source, "self_attn.q_norm", config.headSize()) : null;
        keyNorm = heads ? norm(source, "self_attn.k_norm", config.headSize()) : null;
        attentionNorm = behind ? norm(source, "post_attention_layernorm", hidden) : null;
        innerNorm = norm(source, behind ? "pre_feedforward_layernorm" : "post_attention_layernorm", hidden);
        Experts experts = config.experts();
        feedForward = experts != null && config.hasExperts(index) ? experts(source, experts) : dense(source);
        feedForwardNorm = behind ? norm(source, "post_feedforward_layernorm", hidden) : null;
    }

    private GatedFeedForward dense(ParameterSource source) {
        // PEFT takes the names of these maps for the experts where other layers have some, so no adapter may know them.
        return config.experts() == null
                ? gated(
                        config.intermediateSize(),
                        (part, out, in) -> projection(source, "mlp." + part, out, in, config.mlpBias()))
                : gated(config.intermediateSize(), (part, out, in) -> unadapted(source, "mlp." + part, out, in));
    }

    private ExpertFeedForward experts(ParameterSource source, Experts kind) {
        Tensor router = source.get(name("mlp.gate.weight"), kind.count(), config.hiddenSize());
        List<GatedFeedForward> experts = IntStream.range(0, kind.count())
                .mapToObj(i -> "mlp.experts.%d.".formatted(i))
                .map(place ->
                        gated(kind.intermediateSize(), (part, out, in) -> unadapted(source, place + part, out, in)))
                .toList();
        return new ExpertFeedForward(kind, router, experts);
    }

    @FunctionalInterface
    private interface Maps {
        Projection of(String part, int out, int in);
    }

    private GatedFeedForward gated(int inner, Maps maps) {
        int hidden = config.hiddenSize();
        return new GatedFeedForward(
                new LinearMaps(maps.of("gate_proj", inner, hidden), maps.of("up_proj", inner, hidden)),
                new LinearMaps(maps.of("down_proj", hidden, inner)),
                config.family().gatesWithGelu());
    }

    private Projection unadapted(ParameterSource source, String part, int out, int in) {
        return new Projection(source.get(name(part + ".weight"), out, in), null);
    }

    private Projection projection(ParameterSource source, String part, int out, int in, boolean bias) {
        Tensor weight = source.get(name(part + ".weight"), out, in);
        Projection made = new Projection(weight, bias ? source.get(name(part + ".bias"), out) : null);
        projections.put(part, made);
        return made;
    }

    private RmsNorm norm(ParameterSource source, String part, int size) {
        return RmsNorm.of(source, name(part + ".weight"), size, config);
    }

    private String name(String part) {
        return "model.layers.%d.%s".formatted(index, part);
    }

    Map<String, Projection> projections() {
        return projections;
    }

    /** The same projections, grouped as they are multiplied. */
    List<LinearMaps> linearMaps() {
        List<LinearMaps> all = new ArrayList<>(List.of(queryKeyValue, output));
        all.addAll(feedForward.linearMaps());
        return all;
    }

    /** {@code [batch, length, hidden] -> the same}. */
    Tensor forward(Tensor x, RotaryPositions.Angles angles, AttentionMask mask, @Nullable KeyValueCache cache) {
        Tensor attention = attention(inputNorm.apply(x), angles, mask, cache);
        Tensor between = x.add(normalised(attention, attentionNorm));
        Tensor inner = feedForward.apply(innerNorm.apply(between));
        return between.add(normalised(inner, feedForwardNorm));
    }

    private Tensor attention(
            Tensor x, RotaryPositions.Angles angles, AttentionMask mask, @Nullable KeyValueCache cache) {
        long batch = x.size(0);
        long length = x.size(1);
        // [batch, length, heads, headSize]
        List<Tensor> mapped = queryKeyValue.apply(x);
        Tensor queries = mapped.get(0).reshape(batch, length, config.heads(), config.headSize());
        Tensor keys = mapped.get(1).reshape(batch, length, config.keyValueHeads(), config.headSize());
        Tensor values = mapped.get(2).reshape(batch, length, config.keyValueHeads(), config.headSize());
        Tensor rotatedQueries = angles.turn(normalised(queries, queryNorm));
        Tensor rotatedKeys = angles.turn(normalised(keys, keyNorm));
        Tensor mixed = mix(rotatedQueries, rotatedKeys.transpose(1, 2), values.transpose(1, 2), mask, cache);
        return output.applyOnly(mixed.reshape(batch, length, (long) config.heads() * config.headSize()));
    }

    private static Tensor normalised(Tensor x, @Nullable RmsNorm norm) {
        return norm == null ? x : norm.apply(x);
    }

    /** Keys and values {@code [batch, keyValueHeads, length, headSize]}; gives {@code [batch, length, heads, headSize]}. */
    private Tensor mix(Tensor queries, Tensor keys, Tensor values, AttentionMask mask, @Nullable KeyValueCache cache) {
        if (cache != null) {
            cache.append(index, keys, values);
        }
        DType dtype = KeyValueCache.dtype(output.dtype(), queries.device());
        Tensor converted = queries.to(dtype);
        if (cache == null || cache.length() == 0) {
            return attendMany(converted, keys.to(dtype), values.to(dtype), mask).to(queries.dtype());
        }
        long added = keys.size(2);
        Tensor mixed = added == 1
                ? attendOne(converted, cache.keys(index, added), cache.values(index, added), mask)
                : attendMany(converted, cache.keys(index, added), cache.values(index, added), mask);
        return mixed.to(queries.dtype());
    }

    private Tensor attendMany(Tensor queries, Tensor keys, Tensor values, AttentionMask mask) {
        return queries.transpose(1, 2)
                .attention(keys, values, mask.allowed(), mask.causal(), scale())
                .transpose(1, 2);
    }

    /**
     * One new token a row. The query heads that share a key head take the place of the length dimension, so that the cache
     * is not repeated for them.
     */
    private Tensor attendOne(Tensor queries, Tensor keys, Tensor values, AttentionMask mask) {
        long batch = queries.size(0);
        int sharing = config.heads() / config.keyValueHeads();
        return queries.reshape(batch, config.keyValueHeads(), sharing, config.headSize())
                .attention(keys, values, mask.allowed(), false, scale());
    }

    private double scale() {
        return 1 / Math.sqrt(config.queryScalar());
    }
}
