package org.careloop.lm.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.careloop.lm.model.KeyValueCache;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * Continues prompts of different lengths side by side, with a cache of keys and values. A text that is finished leaves the
 * batch. Each text draws from a seed of its own, so that it comes out the same whatever stands beside it. Samples from
 * whatever adapter of the model is in use.
 */
public final class Sampler {
    private final LanguageModel model;
    private final Sampling sampling;
    private final TokenDraw draw;
    private final Set<Integer> stops;

    public Sampler(LanguageModel model, Sampling sampling) {
        this.model = model;
        this.sampling = sampling;
        this.draw = new TokenDraw(sampling);
        this.stops = new HashSet<>(sampling.stopIds());
    }

    /** Continues the prompts with the seeds {@code seed, seed + 1, ..} in their order. */
    public List<Sample> sample(List<int[]> prompts, long seed) {
        return sample(
                prompts,
                IntStream.range(0, prompts.size()).mapToLong(i -> seed + i).toArray());
    }

    /**
     * Continues the prompts as one batch.
     *
     * @param seeds one for each prompt
     * @return one sample for each prompt, in their order
     * @throws IllegalArgumentException for a prompt that leaves no room among the model's positions
     */
    public List<Sample> sample(List<int[]> prompts, long[] seeds) {
        int limit = model.config().maxPositions();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            int length = prompts.get(i).length;
            if (length >= limit) {
                throw new IllegalArgumentException(
                        "a prompt of %d tokens leaves no room for an answer among the model's %d positions"
                                .formatted(length, limit));
            }
            rows.add(new Row(length, seeds[i]));
        }
        int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
        int capacity = Math.min(longest + sampling.maxNewTokens(), longest + limit);
        try (NoGrad off = NoGrad.on();
                Scope scope = Scope.open();
                KeyValueCache cache = model.cache(prompts.size(), capacity)) {
            continueAll(TokenBatch.leftPadded(prompts), new ArrayList<>(rows), cache, capacity);
        }
        return rows.stream().map(Row::sample).toList();
    }

    private void continueAll(TokenBatch prompts, List<Row> live, KeyValueCache cache, int capacity) {
        Seen seen = new Seen(prompts, capacity, model.device());
        try (Scope scope = Scope.open()) {
            Tensor hidden = model.read(prompts, cache); // [rows, length, hidden]
            extend(live, hidden.select(1, prompts.length() - 1L));
        }
        leave(live, cache, seen);
        while (!live.isEmpty()) {
            try (Scope scope = Scope.open()) {
                Tensor ids = column(live.stream().mapToInt(Row::last).toArray());
                Tensor positions = column(live.stream().mapToInt(Row::position).toArray());
                Tensor hidden = model.next(ids, positions, seen.upTo(cache.length() + 1), cache);
                extend(live, hidden.select(1, 0));
            }
            leave(live, cache, seen);
        }
    }

    private Tensor column(int[] values) {
        return Tensor.of(values, values.length, 1).to(model.device());
    }

    /** Draws a token for each live row from its last hidden state {@code [rows, hidden]}. */
    private void extend(List<Row> live, Tensor hidden) {
        float[] uniform = new float[live.size()];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = live.get(i).uniform();
        }
        TokenDraw.Drawn drawn = draw.draw(
                model.logits(hidden), Tensor.of(uniform, uniform.length, 1).to(model.device()));
        int[] ids = drawn.ids().toInts();
        float[] logProbs = drawn.logProbs().to(DType.F32).toFloats();
        for (int i = 0; i < ids.length; i++) {
            live.get(i).add(ids[i], logProbs[i], stops.contains(ids[i]));
        }
    }

    /** Takes finished rows out of the batch and out of the cache. */
    private void leave(List<Row> live, KeyValueCache cache, Seen seen) {
        int limit = model.config().maxPositions();
        long[] staying = IntStream.range(0, live.size())
                .filter(i -> !live.get(i).isFinished(sampling.maxNewTokens(), limit))
                .mapToLong(i -> i)
                .toArray();
        if (staying.length == live.size()) {
            return;
        }
        live.removeIf(row -> row.isFinished(sampling.maxNewTokens(), limit));
        if (!live.isEmpty()) {
            try (Scope scope = Scope.open()) {
                Tensor index = Tensor.of(staying).to(model.device());
                cache.keepRows(index);
                seen.keepRows(index);
            }
        }
    }
}
