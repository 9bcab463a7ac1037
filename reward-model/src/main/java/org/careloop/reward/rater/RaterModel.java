package org.careloop.reward.rater;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.SharedTrunk;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.MicroBatches;
import org.careloop.run.ModelSource;
import org.jspecify.annotations.Nullable;

/**
 * A language model's trunk with a head that turns a text into one number, and what makes a score of that.
 *
 * @param adapter of the trunk that is used; null where whatever is in use is
 * @param head over the pooled hidden states as they are
 */
record RaterModel(LanguageModel trunk, @Nullable String adapter, LinearHead head, RaterFacts facts) {

    /**
     * Loads what {@code rater} wrote: a whole checkpoint, or the adapter of one over its base.
     *
     * @throws org.careloop.run.BadInput when it is no rater, or cannot be read
     */
    static RaterModel load(ModelSource source, LoadOptions options) throws IOException {
        return RaterCheckpoint.load(source, options);
    }

    /** The same over the same weights, for another thread. */
    RaterModel twin() {
        return new RaterModel(SharedTrunk.reader(trunk), null, head, facts);
    }

    /**
     * Scores of texts, without gradients; none depends on the others.
     *
     * @param places rows times the longest of them that are forwarded at once
     */
    double[] score(List<int[]> texts, long places) {
        double[] f = outputs(texts, places);
        RatingLoss loss = new RatingLoss(facts.loss());
        return IntStream.range(0, f.length)
                .mapToDouble(i -> loss.score(f[i], facts.bias()))
                .toArray();
    }

    /** What the head says of texts, before it becomes a score. */
    double[] outputs(List<int[]> texts, long places) {
        double[] outputs = new double[texts.size()];
        inBatches(trunk, adapter, facts, texts, places, head::apply, (text, value) -> outputs[text] = value[0]);
        return outputs;
    }

    /** Takes the values of a text. */
    @FunctionalInterface
    interface Sink {
        void take(int text, float[] values);
    }

    /**
     * Reads texts batch by batch, without gradients.
     *
     * @param then makes of the pooled states {@code [batch, hidden]} what is wanted of each text, {@code [batch, ..]}
     */
    static void inBatches(
            LanguageModel trunk,
            @Nullable String adapter,
            RaterFacts facts,
            List<int[]> texts,
            long places,
            Function<Tensor, Tensor> then,
            Sink sink) {
        List<Integer> all = IntStream.range(0, texts.size()).boxed().toList();
        for (List<Integer> rows : MicroBatches.of(all, i -> texts.get(i).length, places)) {
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on();
                    AdapterScope use = adapter == null ? null : trunk.use(adapter)) {
                TokenBatch batch =
                        TokenBatch.rightPadded(rows.stream().map(texts::get).toList());
                float[] flat =
                        then.apply(Pooled.of(trunk, batch, facts.pooling())).toFloats();
                int width = flat.length / rows.size();
                for (int i = 0; i < rows.size(); i++) {
                    sink.take(rows.get(i), Arrays.copyOfRange(flat, i * width, (i + 1) * width));
                }
            }
        }
    }
}
