package org.careloop.lm.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.model.KeyValueCache;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Questions side by side behind what the cache holds. Padding stands before each question, so that all end at the same place and
 * their options go on from there.
 */
final class QuestionBatch {
    private final LanguageModel model;
    private final KeyValueCache cache;
    private final List<Alternatives> questions;
    private final int prefix;
    private final int length; // of the longest question, without the prefix
    private final boolean[][] visible; // [question][prefix and question]
    private final boolean padded;

    QuestionBatch(LanguageModel model, KeyValueCache cache, List<Alternatives> questions) {
        this.model = model;
        this.cache = cache;
        this.questions = questions;
        prefix = cache.length();
        length = questions.stream().mapToInt(Alternatives::shared).max().orElseThrow() - prefix;
        visible = new boolean[questions.size()][prefix + length];
        boolean any = false;
        for (int row = 0; row < visible.length; row++) {
            int padding = padding(row);
            Arrays.fill(visible[row], true);
            Arrays.fill(visible[row], prefix, prefix + padding, false);
            any |= padding > 0;
        }
        padded = any;
    }

    private int padding(int row) {
        return prefix + length - questions.get(row).shared();
    }

    /** Log-likelihoods, for each continuation of each question. */
    List<double[]> weigh() {
        List<double[]> sums = new ArrayList<>();
        questions.forEach(each -> sums.add(new double[each.size()]));
        int most = questions.stream().mapToInt(Alternatives::size).max().orElseThrow();
        try (Scope scope = Scope.open()) {
            addFirstTokens(read(), sums, most);
        }
        for (int which = 0; which < most; which++) {
            int places = longestRest(which) - 1;
            if (places > 0) {
                cache.cutTo(prefix + length);
                try (Scope scope = Scope.open()) {
                    addLaterTokens(which, places, sums);
                }
            }
        }
        return sums;
    }

    private int longestRest(int which) {
        return questions.stream()
                .filter(each -> which < each.size())
                .mapToInt(each -> each.rest(which).length)
                .max()
                .orElse(0);
    }

    /** Reads the questions; {@code [question, hidden]} of the last token of each. */
    private Tensor read() {
        long[] ids = new long[questions.size() * length];
        long[] positions = new long[ids.length];
        for (int row = 0; row < questions.size(); row++) {
            int[] all = questions.get(row).anyIds();
            int padding = padding(row);
            for (int i = padding; i < length; i++) {
                int position = prefix + i - padding;
                ids[row * length + i] = all[position];
                positions[row * length + i] = position;
            }
        }
        return pass(ids, positions, length).select(1, length - 1L);
    }

    /** {@code [question, places, hidden]} of new tokens behind those in the cache. */
    private Tensor pass(long[] ids, long[] positions, int places) {
        return model.next(
                Tensor.of(ids, questions.size(), places).to(model.device()),
                Tensor.of(positions, questions.size(), places).to(model.device()),
                mask(cache.length() + places),
                cache);
    }

    /** Padding behind the last token of a row may be seen: nothing looks forward. */
    private @Nullable Tensor mask(int places) {
        if (!padded) {
            return null;
        }
        boolean[] marks = new boolean[questions.size() * places];
        Arrays.fill(marks, true);
        for (int row = 0; row < visible.length; row++) {
            System.arraycopy(visible[row], 0, marks, row * places, visible[row].length);
        }
        return Tensor.of(marks, questions.size(), places).to(model.device());
    }

    /** @param hidden {@code [question, hidden]} */
    private void addFirstTokens(Tensor hidden, List<double[]> sums, int most) {
        long[] targets = new long[questions.size() * most];
        for (int row = 0; row < questions.size(); row++) {
            for (int which = 0; which < questions.get(row).size(); which++) {
                targets[row * most + which] = questions.get(row).rest(which)[0];
            }
        }
        float[] found = logProbs(hidden)
                .gather(1, Tensor.of(targets, questions.size(), most).to(model.device()))
                .toFloats();
        for (int row = 0; row < questions.size(); row++) {
            for (int which = 0; which < questions.get(row).size(); which++) {
                if (questions.get(row).isWeighed(which, 0)) {
                    sums.get(row)[which] += found[row * most + which];
                }
            }
        }
    }

    /** Of one continuation of each question, all tokens but the first. */
    private void addLaterTokens(int which, int places, List<double[]> sums) {
        int rows = questions.size();
        long[] ids = new long[rows * places];
        long[] positions = new long[ids.length];
        List<long[]> wanted = new ArrayList<>(); // row, place among all rows, token
        for (int row = 0; row < rows; row++) {
            Alternatives question = questions.get(row);
            int[] rest = which < question.size() ? question.rest(which) : new int[0];
            for (int i = 0; i < places; i++) {
                positions[row * places + i] = question.shared() + (long) i;
                if (i + 1 < rest.length) {
                    ids[row * places + i] = rest[i];
                    if (question.isWeighed(which, i + 1)) {
                        wanted.add(new long[] {row, row * (long) places + i, rest[i + 1]});
                    }
                }
            }
        }
        Tensor hidden = pass(ids, positions, places);
        Tensor index =
                Tensor.of(wanted.stream().mapToLong(each -> each[1]).toArray()).to(model.device());
        Tensor targets = Tensor.of(wanted.stream().mapToLong(each -> each[2]).toArray(), wanted.size(), 1)
                .to(model.device());
        float[] found = logProbs(hidden.reshape(-1, hidden.size(2)).indexSelect(0, index))
                .gather(1, targets)
                .toFloats();
        for (int i = 0; i < found.length; i++) {
            sums.get((int) wanted.get(i)[0])[which] += found[i];
        }
    }

    /** {@code [places, hidden] -> [places, vocabulary]}. */
    private Tensor logProbs(Tensor hidden) {
        return model.logits(hidden).to(DType.F32).logSoftmax(-1);
    }
}
