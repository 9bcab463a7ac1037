package org.careloop.lm.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.PackedWeights;
import org.careloop.lm.tensor.Inference;
import org.careloop.lm.tensor.Scope;

/**
 * Continues prompts of different lengths in one batch, with a key-value cache. A finished text leaves the batch, and one that
 * waits takes its place. Each text has a random seed of its own, so that a sample does not depend on the rest of its batch. The
 * adapter that is in use applies.
 *
 * <pre>{@code
 * Sampler sampler = new Sampler(model, Sampling.ofPolicy(256, stopIds))
 *         .stoppingAt(new StopTexts(List.of("\n\n"), ids -> tokenizer.decode(ids, true)))
 *         .listeningTo((prompt, token) -> screen.add(prompt, token));
 * }</pre>
 */
public final class Sampler {
    /** Receives each token as soon as it is sampled. */
    @FunctionalInterface
    public interface Listener {
        /** @param prompt index of the prompt in the list that is being continued */
        void token(int prompt, int id);
    }

    private final LanguageModel model;
    private final Sampling sampling;
    private final StopTexts stopTexts;
    private final Listener listener;
    private final int mostRows;

    public Sampler(LanguageModel model, Sampling sampling) {
        this(model, sampling, StopTexts.none(), (prompt, id) -> {}, Integer.MAX_VALUE);
    }

    private Sampler(LanguageModel model, Sampling sampling, StopTexts stopTexts, Listener listener, int mostRows) {
        this.model = model;
        this.sampling = sampling;
        this.stopTexts = stopTexts;
        this.listener = listener;
        this.mostRows = mostRows;
    }

    /** A sampler that also ends a text after one of these stop texts. Their tokens stay in the sample. */
    public Sampler stoppingAt(StopTexts texts) {
        return new Sampler(model, sampling, texts, listener, mostRows);
    }

    /** A sampler that passes each token to a listener while it works. */
    public Sampler listeningTo(Listener tokens) {
        return new Sampler(model, sampling, stopTexts, tokens, mostRows);
    }

    /** A sampler that continues at most so many texts at once; the others wait. */
    public Sampler atMost(int rows) {
        return new Sampler(model, sampling, stopTexts, listener, rows);
    }

    /** Continues the prompts with the seeds {@code seed, seed + 1, ..} in their order. */
    public List<Sample> sample(List<int[]> prompts, long seed) {
        return sample(
                prompts,
                IntStream.range(0, prompts.size()).mapToLong(i -> seed + i).toArray());
    }

    /**
     * Continues the prompts.
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
            rows.add(new Row(i, prompts.get(i), Math.min(sampling.maxNewTokens(), limit - length), seeds[i]));
        }
        if (!rows.isEmpty()) {
            int together = Math.min(mostRows, rows.size());
            try (Inference only = Inference.on();
                    Scope scope = Scope.open();
                    PackedWeights packed = model.packed(together);
                    NextTokens next = new NextTokens(model, sampling, stopTexts, listener, together);
                    Generation generation = new Generation(model, rows, together, next)) {
                generation.run();
            }
        }
        return rows.stream().map(Row::sample).toList();
    }
}
