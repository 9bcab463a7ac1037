package org.careloop.lm.saved;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Texts whose tokens have log-probabilities: answers to prompts. */
public final class TextProbe implements Probe {
    /** Tokens that count, of all texts together: enough for means, and few enough for their whole distributions. */
    private static final int MOST_PLACES = 512;

    private final List<Text> texts;
    private final @Nullable Function<LanguageModel, double[]> judged;

    private TextProbe(List<Text> texts, @Nullable Function<LanguageModel, double[]> judged) {
        this.texts = texts;
        this.judged = judged;
    }

    /**
     * A text as tokens.
     *
     * @param counts as long as {@code ids}: the tokens whose log-probabilities are compared; never the first
     */
    @SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares texts
    public record Text(int[] ids, boolean[] counts) {

        /** An answer to a prompt: the answer's tokens count. */
        public static Text answer(int[] prompt, int[] answer) {
            int[] ids = Arrays.copyOf(prompt, prompt.length + answer.length);
            System.arraycopy(answer, 0, ids, prompt.length, answer.length);
            boolean[] counts = new boolean[ids.length];
            Arrays.fill(counts, prompt.length, ids.length, true);
            return new Text(ids, counts);
        }

        private int weight() {
            int weight = 0;
            for (boolean one : counts) {
                weight += one ? 1 : 0;
            }
            return weight;
        }

        private Text upTo(int places) {
            int end = 0;
            for (int left = places; end < ids.length && left > 0; end++) {
                left -= counts[end] ? 1 : 0;
            }
            return new Text(Arrays.copyOf(ids, end), Arrays.copyOf(counts, end));
        }
    }

    /** The first texts whose tokens fit, the last of them cut. */
    public static TextProbe of(List<Text> all) {
        List<Text> chosen = new ArrayList<>();
        int left = MOST_PLACES;
        for (Text text : all) {
            Text part = text.upTo(left);
            if (left > 0 && part.weight() > 0) {
                chosen.add(part);
                left -= part.weight();
            }
        }
        return new TextProbe(chosen, null);
    }

    /** The same, and a judge of the answers that a model gives: a score each. */
    public TextProbe judgedBy(Function<LanguageModel, double[]> judge) {
        return new TextProbe(texts, judge);
    }

    @Override
    public double[] values(LanguageModel model, @Nullable LinearHead head) {
        List<Double> values = new ArrayList<>();
        for (Text text : texts) {
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on()) {
                TokenBatch batch = TokenBatch.rightPadded(List.of(text.ids()));
                double[] row = LogProbs.of(model, model.hidden(batch), batch, counts(text))
                        .toDoubles();
                for (int i = 1; i < text.ids().length; i++) {
                    if (text.counts()[i]) {
                        values.add(row[i - 1]);
                    }
                }
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** BOOL {@code [1, length - 1]}: column t stands for token t + 1. */
    private static Tensor counts(Text text) {
        boolean[] shifted = Arrays.copyOfRange(text.counts(), 1, text.counts().length);
        return Tensor.of(shifted, 1, shifted.length);
    }

    @Override
    public boolean isOfTexts() {
        return true;
    }

    @Override
    public Optional<Tensor> distributions(LanguageModel model) {
        List<Tensor> rows = new ArrayList<>();
        try (Scope all = Scope.open();
                NoGrad off = NoGrad.on()) {
            for (Text text : texts) {
                TokenBatch batch = TokenBatch.rightPadded(List.of(text.ids()));
                Tensor places = counts(text).to(model.device()).reshape(-1).nonZero();
                Tensor hidden = model.hidden(batch).select(0, 0).indexSelect(0, places);
                rows.add(model.preciseLogits(hidden).logSoftmax(-1));
            }
            return rows.isEmpty()
                    ? Optional.empty()
                    : Optional.of(all.keep(Tensor.cat(0, rows.toArray(Tensor[]::new))));
        }
    }

    @Override
    public double[] scores(LanguageModel model) {
        return judged == null ? new double[0] : judged.apply(model);
    }
}
