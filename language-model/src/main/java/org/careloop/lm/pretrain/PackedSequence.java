package org.careloop.lm.pretrain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.LearntTokens;

/**
 * A row of pieces of texts. The first token of each piece is not learnt: it begins its text, or was learnt as the last token of the
 * piece before and stands here again for the next one to follow it.
 *
 * @param ids of all pieces, one behind the other
 * @param lengths of the pieces
 */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares sequences
record PackedSequence(int[] ids, int[] lengths) implements LearntTokens {
    @Override
    public int length() {
        return ids.length;
    }

    /** Tokens that are learnt. */
    @Override
    public int weight() {
        return ids.length - lengths.length;
    }

    /** A whole text as rows of at most so many tokens, each of which is learnt once, but for the first. */
    static List<PackedSequence> ofText(int[] ids, int longest) {
        int step = longest - 1;
        return IntStream.range(0, Math.max(1, Math.ceilDiv(ids.length - 1, step)))
                .mapToObj(i -> Arrays.copyOfRange(ids, i * step, Math.min(ids.length, i * step + longest)))
                .map(part -> new PackedSequence(part, new int[] {part.length}))
                .toList();
    }

    /** @param separate whether each piece sees itself alone */
    static TokenBatch batch(List<PackedSequence> sequences, boolean separate) {
        List<int[]> rows = sequences.stream().map(PackedSequence::ids).toList();
        return separate
                ? TokenBatch.packed(
                        rows, sequences.stream().map(PackedSequence::lengths).toList())
                : TokenBatch.rightPadded(rows);
    }

    /** Marks the learnt tokens. BOOL {@code [batch, length - 1]}: column t stands for token t + 1. */
    static Tensor learntMask(List<PackedSequence> sequences, int length) {
        boolean[] mask = new boolean[sequences.size() * (length - 1)];
        for (int row = 0; row < sequences.size(); row++) {
            int place = row * (length - 1) - 1;
            for (int piece : sequences.get(row).lengths()) {
                Arrays.fill(mask, place + 1, place + piece, true);
                place += piece;
            }
        }
        return Tensor.of(mask, sequences.size(), length - 1L);
    }
}
