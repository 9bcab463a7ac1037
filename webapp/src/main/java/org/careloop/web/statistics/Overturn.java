package org.careloop.web.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What would overturn a verdict: the smallest number of votes, and of annotators, without which it would be another.
 *
 * @param leadVotes votes whose removal ends the lead in votes that there is; 0 where nobody leads
 * @param leadAnnotators annotators whose removal ends it
 * @param votes votes whose removal turns "better" into "not better", or the other way round
 * @param annotators annotators whose removal does
 */
public record Overturn(int leadVotes, int leadAnnotators, Range votes, Range annotators) {
    /** Sets of annotators that are tried one by one. */
    private static final int MOST_TRIES = 20_000;

    /**
     * A number that is known to lie between two.
     *
     * @param atLeast no fewer suffice: proven
     * @param atMost so many suffice: found; empty where no number was found
     */
    public record Range(int atLeast, OptionalInt atMost) {
        public boolean isExact() {
            return atMost.isPresent() && atMost.getAsInt() == atLeast;
        }
    }

    /** Looks for it in the votes that the {@linkplain ETest test} has bet on. */
    public static Overturn of(Votes votes, double alpha) {
        boolean better = Removals.reaches(votes, alpha);
        int lead = (int) (votes.counts().good() - votes.counts().bad());
        return new Overturn(
                Math.abs(lead),
                leadAnnotators(votes, lead),
                votes(votes, alpha, better),
                annotators(votes, alpha, better));
    }

    /** What each annotator adds to the lead adds up, so those who add most are the fewest. */
    private static int leadAnnotators(Votes votes, int lead) {
        double[] sorted = Arrays.stream(contributions(votes))
                .map(sum -> Math.signum(lead) * sum)
                .sorted()
                .toArray();
        double left = Math.abs(lead);
        int removed = 0;
        while (left > 0) {
            removed++;
            left -= sorted[sorted.length - removed];
        }
        return removed;
    }

    private static double[] contributions(Votes votes) {
        double[] sums = new double[votes.annotators()];
        for (int vote = 0; vote < votes.size(); vote++) {
            sums[votes.annotator(vote)] += votes.value(vote);
        }
        return sums;
    }

    private static Range votes(Votes votes, double alpha, boolean better) {
        int sign = better ? -1 : 1;
        List<List<Integer>> byPrompt = Removals.byPrompt(votes);
        double[] path = ETest.of(votes.promptMeans()).path();
        // E must fall below 1/α wherever it stands above: the bound is taken where it is highest.
        int at = better ? highest(path) + 1 : byPrompt.size();
        double[][] capital = capital(votes.promptMeans(), at);
        List<Removals> bets = new ArrayList<>();
        for (double share : ETest.shares()) {
            bets.add(new Removals(votes, byPrompt.subList(0, at), share, sign));
        }
        int useful = bets.stream().mapToInt(Removals::useful).max().orElse(0);
        int atLeast = IntStream.rangeClosed(1, useful)
                .filter(k -> mayOverturn(bets, capital, k, alpha, better))
                .findFirst()
                .orElse(useful + 1);
        return new Range(atLeast, found(votes, byPrompt, alpha, better));
    }

    private static int highest(double[] path) {
        return IntStream.range(0, path.length)
                .boxed()
                .max(Comparator.comparingDouble(i -> path[i]))
                .orElse(0);
    }

    /** ln capital of each bet after each of the first prompts, [prompt][bet]. */
    private static double[][] capital(double[] outcomes, int prompts) {
        double[] shares = ETest.shares();
        double[][] capital = new double[prompts][shares.length];
        for (int i = 0; i < prompts; i++) {
            for (int k = 0; k < shares.length; k++) {
                capital[i][k] = (i == 0 ? 0 : capital[i - 1][k]) + Math.log1p(shares[k] * outcomes[i]);
            }
        }
        return capital;
    }

    /** Whether {@code k} votes could do it if every bet could have those that are best for it alone. */
    private static boolean mayOverturn(List<Removals> bets, double[][] capital, int k, double alpha, boolean better) {
        double[] gains = bets.stream().mapToDouble(bet -> bet.atMost(k)).toArray();
        double limit = -Math.log(alpha);
        if (better) {
            return ETest.logMean(moved(capital[capital.length - 1], gains, -1)) < limit;
        }
        return Arrays.stream(capital).anyMatch(at -> ETest.logMean(moved(at, gains, 1)) >= limit);
    }

    private static double[] moved(double[] capital, double[] gains, int sign) {
        return IntStream.range(0, gains.length)
                .mapToDouble(k -> capital[k] + sign * gains[k])
                .toArray();
    }

    /** The fewest votes of one bet's steepest steps that do it, over all bets. */
    private static OptionalInt found(Votes votes, List<List<Integer>> byPrompt, double alpha, boolean better) {
        return Arrays.stream(ETest.shares())
                .mapToObj(share -> new Removals(votes, byPrompt, share, better ? -1 : 1))
                .mapToInt(bet -> {
                    int low = 0;
                    int high = bet.steps() + 1;
                    while (high - low > 1) {
                        int middle = (low + high) / 2;
                        if (Removals.reaches(votes, bet.votesOf(middle), alpha) == better) {
                            low = middle;
                        } else {
                            high = middle;
                        }
                    }
                    return high > bet.steps() ? Integer.MAX_VALUE : bet.votesOf(high).length;
                })
                .filter(count -> count < Integer.MAX_VALUE)
                .min();
    }

    /** Tries all sets of one annotator, of two and so on, as many as there is time for; then those who add most. */
    private static Range annotators(Votes votes, double alpha, boolean better) {
        int n = votes.annotators();
        int tries = 0;
        int atLeast = 1;
        for (int size = 1; size < n; size++) {
            int[] set = IntStream.range(0, size).toArray();
            boolean all = true;
            do {
                if (++tries > MOST_TRIES) {
                    all = false;
                    break;
                }
                if (overturns(votes, set, alpha, better)) {
                    return new Range(size, OptionalInt.of(size));
                }
            } while (advance(set, n));
            if (!all) {
                break;
            }
            atLeast = size + 1;
        }
        return new Range(atLeast, greedy(votes, alpha, better));
    }

    private static OptionalInt greedy(Votes votes, double alpha, boolean better) {
        double[] sums = contributions(votes);
        int[] order = IntStream.range(0, sums.length)
                .boxed()
                .sorted(Comparator.comparingDouble(a -> better ? -sums[a] : sums[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(1, order.length)
                .filter(size -> overturns(votes, Arrays.copyOf(order, size), alpha, better))
                .findFirst();
    }

    private static boolean overturns(Votes votes, int[] removed, double alpha, boolean better) {
        boolean[] gone = new boolean[votes.annotators()];
        Arrays.stream(removed).forEach(annotator -> gone[annotator] = true);
        return Removals.reaches(votes.where(vote -> !gone[votes.annotator(vote)]), alpha) != better;
    }

    /** The next set of the same size in lexicographic order; false after the last. */
    private static boolean advance(int[] set, int n) {
        int i = set.length - 1;
        while (i >= 0 && set[i] == n - set.length + i) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        set[i]++;
        for (int k = i + 1; k < set.length; k++) {
            set[k] = set[k - 1] + 1;
        }
        return true;
    }
}
