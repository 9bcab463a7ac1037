package org.careloop.lm.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One layer: attention and a gated feed-forward part, each behind a normalisation and beside a residual. */
final class DecoderLayer {
    private final int index;
    private final ModelConfig config;
    private final Tensor inputNorm; // [hidden]
    private final Tensor innerNorm; // [hidden]
    private final @Nullable Tensor queryNorm; // [headSize], where the family normalises heads
    private final @Nullable Tensor keyNorm; // [headSize]
    /** By the names that adapters and checkpoints use, in the order of the forward pass. */
    private final Map<String, Projection> projections = new LinkedHashMap<>();

    private final LinearMaps queryKeyValue;
    private final LinearMaps output;
    private final LinearMaps gateUp;
    private final LinearMaps down;

    DecoderLayer(int index, ModelConfig config, ParameterSource source) {
        this.index = index;
        this.config = config;
        int hidden = config.hiddenSize();
        int inner = config.intermediateSize();
        int queries = config.heads() * config.headSize();
        int keys = config.keyValueHeads() * config.headSize();
        AttentionBias bias = config.attentionBias();
        inputNorm = source.get(name("input_layernorm.weight"), hidden);
        queryKeyValue = new LinearMaps(
                projection(source, "self_attn.q_proj", queries, hidden, bias.ofInputs()),
                projection(source, "self_attn.k_proj", keys, hidden, bias.ofInputs()),
                projection(source, "self_attn.v_proj", keys, hidden, bias.ofInputs()));
        output = new LinearMaps(projection(source, "self_attn.o_proj", hidden, queries, bias.ofOutput()));
        queryNorm = headNorm(source, "self_attn.q_norm.weight");
        keyNorm = headNorm(source, "self_attn.k_norm.weight");
        innerNorm = source.get(name("post_attention_layernorm.weight"), hidden);
        gateUp = new LinearMaps(
                projection(source, "mlp.gate_proj", inner, hidden, config.mlpBias()),
                projection(source, "mlp.up_proj", inner, hidden, config.mlpBias()));
        down = new LinearMaps(projection(source, "mlp.down_proj", hidden, inner, config.mlpBias()));
    }

    private Projection projection(ParameterSource source, String part, int out, int in, boolean bias) {
        Tensor weight = source.get(name(part + ".weight"), out, in);
        Projection made = new Projection(weight, bias ? source.get(name(part + ".bias"), out) : null);
        projections.put(part, made);
        return made;
    }

    private @Nullable Tensor headNorm(ParameterSource source, String part) {
        return config.family().normalisesHeads() ? source.get(name(part), config.headSize()) : null;
    }

    private String name(String part) {
        return "model.layers.%d.%s".formatted(index, part);
    }

    Map<String, Projection> projections() {
        return projections;
    }

    /** The same projections, grouped as they are multiplied. */
    List<LinearMaps> linearMaps() {
        return List.of(queryKeyValue, output, gateUp, down);
    }

    /** {@code [batch, length, hidden] -> the same}. */
    Tensor forward(Tensor x, RotaryPositions.Angles angles, AttentionMask mask, @Nullable KeyValueCache cache) {
        double epsilon = config.rmsNormEpsilon();
        Tensor attention = attention(x.rmsNorm(inputNorm, epsilon), angles, mask, cache);
        Tensor between = x.add(attention);
        Tensor inner = between.rmsNorm(innerNorm, epsilon);
        List<Tensor> gated = gateUp.apply(inner);
        return between.add(down.applyOnly(gated.getFirst().silu().mul(gated.getLast())));
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

    private Tensor normalised(Tensor heads, @Nullable Tensor norm) {
        return norm == null ? heads : heads.rmsNorm(norm, config.rmsNormEpsilon());
    }

    /** Keys and values {@code [batch, keyValueHeads, length, headSize]}; gives {@code [batch, length, heads, headSize]}. */
    private Tensor mix(Tensor queries, Tensor keys, Tensor values, AttentionMask mask, @Nullable KeyValueCache cache) {
        if (cache != null) {
            cache.append(index, keys, values);
        }
        if (cache == null || cache.length() == 0) {
            return attendMany(queries, keys, values, mask);
        }
        long added = keys.size(2);
        Tensor converted = queries.to(cache.dtype());
        Tensor mixed = added == 1
                ? attendOne(converted, cache.keys(index, added), cache.values(index, added), mask)
                : attendMany(converted, cache.keys(index, added), cache.values(index, added), mask);
        return mixed.to(queries.dtype());
    }

    private static Tensor attendMany(Tensor queries, Tensor keys, Tensor values, AttentionMask mask) {
        return queries.transpose(1, 2)
                .attention(keys, values, mask.allowed(), mask.causal())
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
                .attention(keys, values, mask.allowed(), false);
    }
}
