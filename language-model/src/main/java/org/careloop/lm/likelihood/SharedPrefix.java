package org.careloop.lm.likelihood;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.model.KeyValueCache;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.PackedWeights;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.Inference;
import org.careloop.lm.tensor.Scope;
import org.careloop.run.health.RunFault;

/**
 * Log-likelihoods of continuations of texts that begin alike, as questions behind the same worked examples do. What all of them
 * begin with is found by their tokens, read once, and its keys and values stand before every batch; the rest of a question is
 * read once for all of its options. Not one number depends on the batch, beyond rounding.
 */
public final class SharedPrefix {
    /** Places of the cache, padding included, that one batch takes. */
    private static final int MOST_PLACES = 16_384;

    private final LanguageModel model;
    private final int mostRows;

    /** @param mostRows questions that are read side by side */
    public SharedPrefix(LanguageModel model, int mostRows) {
        this.model = model;
        this.mostRows = mostRows;
    }

    /** Takes what is weighed as soon as its batch is done. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A question is done.
         *
         * @param question place in the list of questions
         * @param logLikelihoods natural logarithms, summed over the tokens that are weighed, of each continuation
         */
        void weighed(int question, double[] logLikelihoods) throws IOException;
    }

    /**
     * Weighs the continuations of each question.
     *
     * @param questions the continuations of each, none longer than the model's positions
     * @throws org.careloop.run.health.RunFault where the model computes what is no number
     */
    public void weigh(List<List<Continuation>> questions, Sink sink) throws IOException {
        List<Alternatives> all = questions.stream().map(Alternatives::new).toList();
        int prefix = prefix(all);
        List<List<Integer>> batches = batches(all, prefix);
        int rows = batches.stream().mapToInt(List::size).max().orElseThrow();
        int capacity = all.stream()
                .mapToInt(each -> each.shared() + each.longestRest())
                .max()
                .orElseThrow();
        try (Inference only = Inference.on();
                Scope scope = Scope.open();
                PackedWeights packed = model.packed(rows);
                KeyValueCache cache = model.cache(rows, capacity)) {
            begin(cache, rows, Arrays.copyOf(all.getFirst().anyIds(), prefix));
            for (List<Integer> batch : batches) {
                cache.useRows(batch.size());
                cache.cutTo(prefix);
                List<double[]> weighed = new QuestionBatch(
                                model, cache, batch.stream().map(all::get).toList())
                        .weigh();
                for (int i = 0; i < batch.size(); i++) {
                    sink.weighed(batch.get(i), finite(weighed.get(i)));
                }
            }
        }
    }

    private static double[] finite(double[] sums) {
        if (!Arrays.stream(sums).allMatch(Double::isFinite)) {
            throw RunFault.overflow();
        }
        return sums;
    }

    /** How many tokens all questions begin with; one of each is left to be read with the rest. */
    private static int prefix(List<Alternatives> all) {
        int[] first = all.getFirst().anyIds();
        return all.stream()
                .mapToInt(each -> Math.min(each.shared() - 1, Alternatives.alike(first, each.anyIds())))
                .min()
                .orElseThrow();
    }

    /** Fills the first places of every row. */
    private void begin(KeyValueCache cache, int rows, int[] prefix) {
        if (prefix.length == 0) {
            return;
        }
        try (Scope scope = Scope.open();
                KeyValueCache once = model.cache(1, prefix.length)) {
            model.read(TokenBatch.rightPadded(List.of(prefix)), once);
            cache.advance(prefix.length);
            for (int row = 0; row < rows; row++) {
                cache.take(once, 0, prefix.length, row);
            }
        }
    }

    /**
     * Questions of about the same length side by side, the longest first. Padding stands between what was read before and the
     * question; a layer that looks back over so many places only would lose sight of as many tokens, so that where a model has
     * such layers only questions of the same length share a batch.
     */
    private List<List<Integer>> batches(List<Alternatives> all, int prefix) {
        List<Integer> order = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> all.get(i).shared())
                        .reversed())
                .toList();
        boolean alikeOnly = looksBackOverFewer(all);
        List<List<Integer>> batches = new ArrayList<>();
        for (int which : order) {
            int places = all.get(which).shared() + all.get(which).longestRest();
            List<Integer> last = batches.isEmpty() ? List.of() : batches.getLast();
            boolean fits = !last.isEmpty()
                    && last.size() < mostRows
                    && (last.size() + 1) * Math.max(places, longest(all, last)) <= MOST_PLACES
                    && (!alikeOnly
                            || all.get(last.getFirst()).shared()
                                    == all.get(which).shared());
            if (!fits) {
                batches.add(new ArrayList<>());
            }
            batches.getLast().add(which);
        }
        return batches;
    }

    private static int longest(List<Alternatives> all, List<Integer> batch) {
        return batch.stream()
                .mapToInt(i -> all.get(i).shared() + all.get(i).longestRest())
                .max()
                .orElse(0);
    }

    private boolean looksBackOverFewer(List<Alternatives> all) {
        int longest = all.stream()
                .mapToInt(each -> each.shared() + each.longestRest())
                .max()
                .orElseThrow();
        return IntStream.range(0, model.config().layers())
                .anyMatch(layer -> model.config().window(layer) < longest);
    }
}
