package org.careloop.lm.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.careloop.lm.model.KeyValueCache;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.model.TokenSteps;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.Phrase;
import org.careloop.run.health.RunFault;
import org.jspecify.annotations.Nullable;

/**
 * One batch of texts that is being continued. Finished rows leave the batch, with their part of the cache and
 * masks.
 */
final class Generation implements AutoCloseable {
    private final LanguageModel model;
    private final Sampling sampling;
    private final TokenDraw draw;
    private final Set<Integer> stops;
    private final TokenBatch prompts;
    private final List<Row> rows; // those in the batch; on a GPU some may be finished
    private final KeyValueCache cache;
    private final CacheMask cacheMask;
    private final @Nullable Repetition repetition;
    private final Tensor stopColumns; // [1, vocabulary] BOOL, true at stop tokens
    private int generated; // new tokens of each unfinished row

    Generation(LanguageModel model, Sampling sampling, List<int[]> prompts, List<Row> rows) {
        this.model = model;
        this.sampling = sampling;
        this.draw = new TokenDraw(sampling);
        this.stops = new HashSet<>(sampling.stopIds());
        this.prompts = TokenBatch.leftPadded(prompts);
        this.rows = new ArrayList<>(rows);
        int vocabulary = model.config().vocabularySize();
        int capacity = this.prompts.length()
                + rows.stream().mapToInt(Row::maxNewTokens).max().orElse(0);
        cache = model.cache(rows.size(), capacity);
        cacheMask = new CacheMask(this.prompts, capacity, model.device());
        repetition = sampling.penalisesRepetition()
                ? new Repetition(sampling.repetitionPenalty(), prompts, vocabulary, model.device())
                : null;
        boolean[] marks = new boolean[vocabulary];
        stops.stream().filter(id -> id < vocabulary).forEach(id -> marks[id] = true);
        stopColumns = Tensor.of(marks, 1, vocabulary).to(model.device());
    }

    void run(StopTexts stopTexts, Sampler.Listener listener) {
        try (Scope scope = Scope.open()) {
            Tensor hidden = model.read(prompts, cache); // [rows, length, hidden]
            extend(hidden.select(1, prompts.length() - 1L), stopTexts, listener);
        }
        while (dropFinished()) {
            decode(stopTexts, listener);
        }
    }

    /** One token a row and pass, until it pays to shrink the batch. */
    private void decode(StopTexts stopTexts, Sampler.Listener listener) {
        try (TokenSteps steps = model.steps(cache, cacheMask.mask())) {
            do {
                try (Scope scope = Scope.open()) {
                    int[] ids = rows.stream().mapToInt(Row::last).toArray();
                    int[] positions = rows.stream().mapToInt(Row::position).toArray();
                    extend(steps.next(ids, positions), stopTexts, listener);
                }
            } while (!shrinkingPays());
        }
    }

    /**
     * On the CPU a smaller batch is less work. On a GPU it saves little, and the CUDA graph has to be recorded again,
     * so half of the rows have to be finished.
     */
    private boolean shrinkingPays() {
        long unfinished = rows.stream().filter(row -> !row.isFinished()).count();
        return model.device().isCpu() ? unfinished < rows.size() : 2 * unfinished <= rows.size();
    }

    /** Draws a token for each row from its last hidden state {@code [rows, hidden]}; finished rows ignore it. */
    private void extend(Tensor hidden, StopTexts stopTexts, Sampler.Listener listener) {
        float[] uniform = new float[rows.size()];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = rows.get(i).uniform();
        }
        Tensor logits = model.logits(hidden).to(DType.F32);
        boolean early = generated++ < sampling.minNewTokens();
        Tensor drawn = draw.draw(
                constrained(logits, early),
                Tensor.of(uniform, uniform.length, 1).to(model.device()));
        if (repetition != null) {
            repetition.note(drawn);
        }
        int[] ids = drawn.toInts();
        float[] logProbs =
                logits.logSoftmax(-1).gather(1, drawn.unsqueeze(1)).squeeze(1).toFloats();
        for (int i = 0; i < ids.length; i++) {
            Row row = rows.get(i);
            if (row.isFinished()) {
                continue;
            }
            row.add(ids[i], finite(logProbs[i]));
            listener.token(row.place(), ids[i]);
            if (stops.contains(ids[i]) || stopTexts.end(row)) {
                row.stop();
            }
        }
    }

    private static float finite(float logProb) {
        if (!Float.isFinite(logProb)) {
            throw new RunFault(Phrase.of(
                    "run.overflow",
                    "the model computes no finite probabilities: its numbers overflow their type (set dtype=bf16 or f32), or its weights are damaged"));
        }
        return logProb;
    }

    private Tensor constrained(Tensor logits, boolean early) {
        Tensor weighed = repetition == null ? logits : repetition.apply(logits);
        return early ? weighed.maskedFill(stopColumns, Double.NEGATIVE_INFINITY) : weighed;
    }

    /** Removes finished rows from the batch, the cache and the masks. Returns whether any row is left. */
    private boolean dropFinished() {
        long[] kept = IntStream.range(0, rows.size())
                .filter(i -> !rows.get(i).isFinished())
                .mapToLong(i -> i)
                .toArray();
        if (kept.length == rows.size()) {
            return true;
        }
        rows.removeIf(Row::isFinished);
        if (!rows.isEmpty()) {
            try (Scope scope = Scope.open()) {
                Tensor index = Tensor.of(kept).to(model.device());
                cache.keepRows(index);
                cacheMask.keepRows(index);
                if (repetition != null) {
                    repetition.keepRows(index);
                }
            }
        }
        return !rows.isEmpty();
    }

    @Override
    public void close() {
        cache.close();
        cacheMask.close();
        if (repetition != null) {
            repetition.close();
        }
    }
}
