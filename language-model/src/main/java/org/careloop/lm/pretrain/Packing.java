package org.careloop.lm.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Packs texts into sequences of one length, one behind the other. A text that does not fit goes on in a later sequence, so that nothing
 * is lost and only the last sequence of a run is shorter. Between two sequences nothing is half done: what goes on is an open text
 * of its source.
 */
final class Packing implements AutoCloseable {
    private final MixedTokens mixed;
    private final int length;
    private Totals totals = new Totals(0, 0, 0);

    /** @param length of a sequence, at least 2 */
    Packing(MixedTokens mixed, int length) {
        this.mixed = mixed;
        this.length = length;
    }

    /**
     * What was packed so far.
     *
     * @param places of all sequences, those left empty included
     * @param learnt tokens of them that are learnt
     */
    record Totals(long sequences, long places, long learnt) {
        Totals with(PackedSequence sequence, int length) {
            return new Totals(sequences + 1, places + length, learnt + sequence.weight());
        }
    }

    record State(Totals totals, MixedTokens.State mixed) {}

    MixedTokens mixed() {
        return mixed;
    }

    Totals totals() {
        return totals;
    }

    boolean hasMore() throws IOException {
        return mixed.hasMore();
    }

    /** The next sequences; fewer, or none, at the end. */
    List<PackedSequence> next(int count) throws IOException {
        List<PackedSequence> sequences = new ArrayList<>();
        while (sequences.size() < count && mixed.hasMore()) {
            PackedSequence sequence = sequence();
            totals = totals.with(sequence, length);
            sequences.add(sequence);
        }
        return sequences;
    }

    private PackedSequence sequence() throws IOException {
        List<int[]> pieces = new ArrayList<>();
        int filled = 0;
        // One place is too little: a token to learn stands behind another of its text.
        while (length - filled >= 2) {
            Optional<SourceReader.Piece> piece = mixed.take(length - filled);
            if (piece.isEmpty()) {
                break;
            }
            pieces.add(piece.get().ids());
            filled += piece.get().ids().length;
        }
        return new PackedSequence(
                pieces.stream().flatMapToInt(IntStream::of).toArray(),
                pieces.stream().mapToInt(ids -> ids.length).toArray());
    }

    State state() {
        return new State(totals, mixed.state());
    }

    void restore(State state) throws IOException {
        totals = state.totals;
        mixed.restore(state.mixed);
    }

    @Override
    public void close() throws IOException {
        mixed.close();
    }
}
