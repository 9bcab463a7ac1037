package org.careloop.lm.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.health.RunFault;
import org.jspecify.annotations.Nullable;

/** Chooses the next token of rows from their last hidden states, and ends those that stop there. */
final class NextTokens implements AutoCloseable {
    private final LanguageModel model;
    private final Sampling sampling;
    private final TokenDraw draw;
    private final Set<Integer> stops;
    private final StopTexts stopTexts;
    private final Sampler.Listener listener;
    private final @Nullable Repetition repetition;
    private final Tensor stopColumns; // [1, vocabulary] BOOL, true at stop tokens

    NextTokens(LanguageModel model, Sampling sampling, StopTexts stopTexts, Sampler.Listener listener, int mostRows) {
        this.model = model;
        this.sampling = sampling;
        this.draw = new TokenDraw(sampling);
        this.stops = new HashSet<>(sampling.stopIds());
        this.stopTexts = stopTexts;
        this.listener = listener;
        int vocabulary = model.config().vocabularySize();
        repetition = sampling.penalisesRepetition()
                ? new Repetition(sampling.repetitionPenalty(), mostRows, vocabulary, model.device())
                : null;
        boolean[] marks = new boolean[vocabulary];
        stops.stream().filter(id -> id < vocabulary).forEach(id -> marks[id] = true);
        stopColumns = Tensor.of(marks, 1, vocabulary).to(model.device());
    }

    /** A text enters at a place of the batch. */
    void begin(Row row, int place) {
        if (repetition != null) {
            repetition.begin(place, row.prompt());
        }
    }

    /** Puts a row of the batch in the place of another. */
    void moveRow(int from, int to) {
        if (repetition != null) {
            repetition.moveRow(from, to);
        }
    }

    /**
     * Adds a token to each row; finished ones ignore it.
     *
     * @param first place in the batch of the first of the rows
     * @param hidden {@code [rows, hidden]}
     */
    void extend(List<Row> rows, int first, Tensor hidden) {
        float[] uniform = new float[rows.size()];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = rows.get(i).uniform();
        }
        Tensor logits = model.logits(hidden).to(DType.F32);
        Tensor drawn = draw.draw(
                constrained(logits, rows, first),
                Tensor.of(uniform, uniform.length, 1).to(model.device()));
        if (repetition != null) {
            repetition.note(drawn, first);
        }
        int[] ids = drawn.toInts();
        float[] logProbs =
                logits.logSoftmax(-1).gather(1, drawn.unsqueeze(1)).squeeze(1).toFloats();
        for (int i = 0; i < ids.length; i++) {
            add(rows.get(i), ids[i], logProbs[i]);
        }
    }

    private void add(Row row, int id, float logProb) {
        if (row.isFinished()) {
            return;
        }
        row.add(id, finite(logProb));
        listener.token(row.place(), id);
        if (stops.contains(id) || stopTexts.end(row)) {
            row.stop();
        }
    }

    private static float finite(float logProb) {
        if (!Float.isFinite(logProb)) {
            throw RunFault.overflow();
        }
        return logProb;
    }

    private Tensor constrained(Tensor logits, List<Row> rows, int first) {
        Tensor weighed = repetition == null ? logits : repetition.apply(logits, first);
        boolean[] early = new boolean[rows.size()];
        boolean any = false;
        for (int i = 0; i < early.length; i++) {
            early[i] = rows.get(i).count() < sampling.minNewTokens();
            any |= early[i];
        }
        return any
                ? weighed.maskedFill(
                        Tensor.of(early, early.length, 1).to(model.device()).logicalAnd(stopColumns),
                        Double.NEGATIVE_INFINITY)
                : weighed;
    }

    @Override
    public void close() {
        if (repetition != null) {
            repetition.close();
        }
    }
}
