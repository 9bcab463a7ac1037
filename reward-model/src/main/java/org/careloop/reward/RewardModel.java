package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.MicroBatches;
import org.careloop.run.ModelSource;
import org.jspecify.annotations.Nullable;

/**
 * A language model's trunk with a head that turns the hidden state of a conversation's last token into one number. The last
 * token is found by the mask, never by looking for a padding id: that id may well occur in the text.
 */
public final class RewardModel {
    static final String ADAPTER = "reward";

    /** Positions, padding included, that {@link #score} forwards at once. */
    private static final int SCORING_TOKENS = 8_192;

    private final LanguageModel trunk;
    private final @Nullable String adapter;
    private final LinearHead head;
    private final double shift;

    RewardModel(LanguageModel trunk, @Nullable String adapter, LinearHead head, double shift) {
        this.trunk = trunk;
        this.adapter = adapter;
        this.head = head;
        this.shift = shift;
    }

    /**
     * Loads what {@code reward} wrote: a whole checkpoint, or the adapter of one over its base.
     *
     * @throws org.careloop.run.BadInput when it is no reward model, or cannot be read
     */
    public static RewardModel load(ModelSource source, LoadOptions options) throws IOException {
        return RewardCheckpoint.load(source, options);
    }

    /**
     * Loads the adapter that a run of {@code reward} kept, over a trunk that other models use too. It computes what it does over the
     * bare trunk, whatever else stands on that.
     *
     * @throws org.careloop.run.BadInput when it is no reward model's adapter, or does not fit the trunk
     */
    public static RewardModel over(LanguageModel trunk, Path adapter) throws IOException {
        return RewardCheckpoint.over(trunk, adapter);
    }

    /** A head over whatever of the trunk is in use when it scores. */
    static RewardModel inUse(LanguageModel trunk, LinearHead head, double shift) {
        return new RewardModel(trunk, trunk.active(), head, shift);
    }

    /** A reward model to train: a new head over all of a language model. */
    static RewardModel full(LanguageModel trunk, Rng rng) {
        trunk.trainable(true);
        return new RewardModel(trunk, null, newHead(trunk, rng), 0);
    }

    /** A reward model to train: a new head and a new adapter over a frozen language model. */
    static RewardModel adapted(LanguageModel trunk, LoraConfig lora, Rng rng) {
        trunk.trainable(false);
        trunk.addAdapter(ADAPTER, lora, rng);
        return new RewardModel(trunk, ADAPTER, newHead(trunk, rng), 0);
    }

    private static LinearHead newHead(LanguageModel trunk, Rng rng) {
        return LinearHead.initialise(trunk.config().hiddenSize(), rng, trunk.device());
    }

    RewardModel shifted(double newShift) {
        return new RewardModel(trunk, adapter, head, newShift);
    }

    public LanguageModel trunk() {
        return trunk;
    }

    public LinearHead head() {
        return head;
    }

    /** Subtracted from the output of the head, so that the training responses have mean score 0. */
    public double shift() {
        return shift;
    }

    /** The adapter of the trunk that scores; null where all of the trunk does. */
    public @Nullable String adapter() {
        return adapter;
    }

    /** The trained parameters without the head, by their names in a checkpoint. */
    Map<String, Tensor> trainable() {
        return adapter == null ? trunk.parameters() : trunk.adapterParameters(adapter);
    }

    /** Scores of whole conversations, F32 {@code [batch]}, after the shift. Gradients are recorded unless turned off. */
    public Tensor scores(TokenBatch batch) {
        return logits(batch).sub(shift);
    }

    /**
     * The output of the head before the shift, F32 {@code [batch]}: the logits that transformers computes from the same
     * checkpoint.
     */
    Tensor logits(TokenBatch batch) {
        try (Scope scope = Scope.open()) {
            return scope.keep(head.apply(last(batch)));
        }
    }

    /** Hidden states of each conversation's last token {@code [batch, hidden]}: what the head reads. */
    private Tensor last(TokenBatch batch) {
        try (Scope scope = Scope.open();
                AdapterScope active = adapter == null ? trunk.useNone() : trunk.use(adapter)) {
            Tensor hidden = trunk.hidden(batch); // [batch, length, hidden]
            Tensor places =
                    batch.lastPlaces().to(hidden.device()).reshape(-1, 1, 1).expand(batch.batch(), 1, hidden.size(2));
            return scope.keep(hidden.gather(1, places).squeeze(1));
        }
    }

    /**
     * Scores of conversations after the shift, without gradients. A score does not depend on the rest of its batch.
     *
     * @param sequences ids of prompt and response, in any order and of any lengths
     */
    public double[] score(List<int[]> sequences) {
        double[] scores = new double[sequences.size()];
        List<Integer> all = IntStream.range(0, sequences.size()).boxed().toList();
        for (List<Integer> rows : MicroBatches.of(all, i -> sequences.get(i).length, SCORING_TOKENS)) {
            double[] some = scoreOneBatch(rows.stream().map(sequences::get).toList());
            IntStream.range(0, some.length).forEach(i -> scores[rows.get(i)] = some[i]);
        }
        return scores;
    }

    /**
     * Hidden states that the head reads, without gradients, {@code [sequences][hidden]}.
     *
     * @param sequences ids of prompt and response, in any order and of any lengths
     */
    public double[][] features(List<int[]> sequences) {
        double[][] features = new double[sequences.size()][];
        List<Integer> all = IntStream.range(0, sequences.size()).boxed().toList();
        for (List<Integer> rows : MicroBatches.of(all, i -> sequences.get(i).length, SCORING_TOKENS)) {
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on()) {
                Tensor last = last(
                        TokenBatch.rightPadded(rows.stream().map(sequences::get).toList()));
                double[] flat = last.to(DType.F32).toDoubles();
                int width = flat.length / rows.size();
                for (int i = 0; i < rows.size(); i++) {
                    features[rows.get(i)] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
                }
            }
        }
        return features;
    }

    private double[] scoreOneBatch(List<int[]> rows) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            return scores(TokenBatch.rightPadded(rows)).toDoubles();
        }
    }
}
