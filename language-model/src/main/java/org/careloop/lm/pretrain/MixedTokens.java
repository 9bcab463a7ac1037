package org.careloop.lm.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.careloop.run.mixture.MixturePlan;
import org.careloop.run.settings.PretrainSettings.UsedUp;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of texts of several sources in the shares of a plan. The next piece comes from the source that is furthest behind its share
 * of the tokens so far, so that after any piece each source is within a few pieces of its share. A piece is a text, or of a longer one as much
 * as a sequence has room for.
 */
final class MixedTokens implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MixedTokens.class.getName());

    private final MixturePlan plan;
    private final List<SourceReader> readers;
    private final boolean goesOn;
    private final double[] due;
    private final long[] given;
    private final boolean[] said;
    private long place;
    private boolean over;

    /** @param readers in the order of the plan's streams */
    MixedTokens(MixturePlan plan, List<SourceReader> readers, UsedUp usedUp) {
        this.plan = plan;
        this.readers = List.copyOf(readers);
        goesOn = usedUp == UsedUp.GO_ON;
        due = new double[readers.size()];
        given = new long[readers.size()];
        said = new boolean[readers.size()];
    }

    /**
     * @param place in the plan, tokens
     * @param over whether the run ends here
     * @param due tokens of each source by its shares so far
     */
    record State(long place, boolean over, List<Double> due, List<SourceReader.State> readers) {}

    List<SourceReader> readers() {
        return readers;
    }

    /** Tokens that each source should have given by its shares so far. */
    double due(int reader) {
        return due[reader];
    }

    /** Tokens given so far. */
    long total() {
        return Arrays.stream(given).sum();
    }

    /** Whether there is another piece. */
    boolean hasMore() throws IOException {
        return next().isPresent();
    }

    /**
     * The next piece.
     *
     * @param room tokens that it may have, at least 2
     */
    Optional<SourceReader.Piece> take(int room) throws IOException {
        Optional<Integer> chosen = next();
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        double[] shares = shares();
        SourceReader.Piece piece = readers.get(chosen.get()).take(room);
        for (int i = 0; i < due.length; i++) {
            due[i] += shares[i] * piece.fresh();
        }
        given[chosen.get()] += piece.fresh();
        place += piece.fresh();
        return Optional.of(piece);
    }

    /** The source furthest behind that has something; decides on the way which have run out. */
    private Optional<Integer> next() throws IOException {
        while (!over) {
            if (plan.tokens() > 0 && place >= plan.tokens()) {
                over = true;
                break;
            }
            double[] shares = shares();
            Integer behind = furthestBehind(shares);
            if (behind == null) {
                leavePart();
            } else if (readers.get(behind).hasMore()) {
                return Optional.of(behind);
            } else {
                runOut(behind);
            }
        }
        return Optional.empty();
    }

    private @Nullable Integer furthestBehind(double[] shares) {
        Integer behind = null;
        double most = 0;
        for (int i = 0; i < shares.length; i++) {
            double lack = due[i] + shares[i] - given[i];
            if (shares[i] > 0 && (behind == null || lack > most)) {
                behind = i;
                most = lack;
            }
        }
        return behind;
    }

    /** Shares at this place, of the sources that have not run out; all 0 where none of them has a share. */
    private double[] shares() {
        List<Double> all = plan.at(place).shares();
        double[] shares = new double[all.size()];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = readers.get(i).isUsedUp() ? 0 : all.get(i);
            sum += shares[i];
        }
        if (sum > 0) {
            for (int i = 0; i < shares.length; i++) {
                shares[i] /= sum;
            }
        }
        return shares;
    }

    /** None of a part's sources has anything left: the next part may have others. */
    private void leavePart() {
        long end = plan.endOfPart(place);
        over = end == Long.MAX_VALUE;
        place = over ? place : end;
    }

    private void runOut(int reader) {
        if (!said[reader]) {
            said[reader] = true;
            LOG.log(
                    System.Logger.Level.INFO,
                    "source {0} has run out after {1} tokens: {2}",
                    readers.get(reader).label(),
                    given[reader],
                    goesOn ? "the run goes on without it" : "the run ends");
        }
        over = !goesOn;
    }

    State state() {
        return new State(
                place,
                over,
                Arrays.stream(due).boxed().toList(),
                readers.stream().map(SourceReader::state).toList());
    }

    void restore(State state) throws IOException {
        place = state.place;
        over = state.over;
        for (int i = 0; i < due.length; i++) {
            due[i] = state.due.get(i);
            readers.get(i).restore(state.readers.get(i));
            given[i] = readers.get(i).counts().tokens();
        }
    }

    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (SourceReader reader : readers) {
            try {
                reader.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
