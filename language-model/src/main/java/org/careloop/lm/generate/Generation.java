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
import org.jspecify.annotations.Nullable;

/** One batch of texts while it is being continued; what each row has behind it shrinks with the batch. */
final class Generation implements AutoCloseable {
    private final LanguageModel model;
    private final Sampling sampling;
    private final TokenDraw draw;
    private final Set<Integer> stops;
    private final TokenBatch prompts;
    private final List<Row> rows; // in the batch; on a card finished ones may still be among them
    private final KeyValueCache cache;
    private final CacheMask seen;
    private final @Nullable Repetition repetition;
    private final Tensor stopColumns; // [1, vocabulary] BOOL, true at stop tokens
    private int age; // tokens that a text has which is not finished

    Generation(LanguageModel model, Sampling sampling, List<int[]> prompts, List<Row> rows) {
        this.model = model;
        this.sampling = sampling;
        this.draw = new TokenDraw(sampling);
        this.stops = new HashSet<>(sampling.stopIds());
        this.prompts = TokenBatch.leftPadded(prompts);
        this.rows = new ArrayList<>(rows);
        int vocabulary = model.config().vocabularySize();
        int capacity =
                this.prompts.length() + rows.stream().mapToInt(Row::most).max().orElse(0);
        cache = model.cache(rows.size(), capacity);
        seen = new CacheMask(this.prompts, capacity, model.device());
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
        while (leave()) {
            together(stopTexts, listener);
        }
    }

    /** Until some leave. */
    private void together(StopTexts stopTexts, Sampler.Listener listener) {
        try (TokenSteps steps = model.steps(cache, seen.mask())) {
            do {
                try (Scope scope = Scope.open()) {
                    int[] ids = rows.stream().mapToInt(Row::last).toArray();
                    int[] positions = rows.stream().mapToInt(Row::position).toArray();
                    extend(steps.next(ids, positions), stopTexts, listener);
                }
            } while (!leavingPays());
        }
    }

    /** A smaller batch is less work for the CPU. A card is hardly sooner done with it, and the pass has to be recorded again. */
    private boolean leavingPays() {
        long going = rows.stream().filter(row -> !row.isFinished()).count();
        return model.device().isCpu() ? going < rows.size() : 2 * going <= rows.size();
    }

    /** Draws a token for each row from its last hidden state {@code [rows, hidden]}; finished ones do not get it. */
    private void extend(Tensor hidden, StopTexts stopTexts, Sampler.Listener listener) {
        float[] uniform = new float[rows.size()];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = rows.get(i).uniform();
        }
        Tensor logits = model.logits(hidden).to(DType.F32);
        boolean early = age++ < sampling.minNewTokens();
        Tensor drawn = draw.draw(
                ruled(logits, early), Tensor.of(uniform, uniform.length, 1).to(model.device()));
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
            throw new IllegalStateException("the model computes no finite probabilities: its numbers overflow their"
                    + " type (set dtype=bf16 or f32), or its weights are damaged");
        }
        return logProb;
    }

    private Tensor ruled(Tensor logits, boolean early) {
        Tensor weighed = repetition == null ? logits : repetition.apply(logits);
        return early ? weighed.maskedFill(stopColumns, Double.NEGATIVE_INFINITY) : weighed;
    }

    /** Takes finished rows out of the batch, and out of what stands behind it. Whether any are left. */
    private boolean leave() {
        long[] staying = IntStream.range(0, rows.size())
                .filter(i -> !rows.get(i).isFinished())
                .mapToLong(i -> i)
                .toArray();
        if (staying.length == rows.size()) {
            return true;
        }
        rows.removeIf(Row::isFinished);
        if (!rows.isEmpty()) {
            try (Scope scope = Scope.open()) {
                Tensor index = Tensor.of(staying).to(model.device());
                cache.keepRows(index);
                seen.keepRows(index);
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
        seen.close();
        if (repetition != null) {
            repetition.close();
        }
    }
}
