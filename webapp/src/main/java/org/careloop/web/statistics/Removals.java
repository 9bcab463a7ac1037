package org.careloop.web.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How far the removal of votes can move the capital of one bet λ. On each prompt the votes that matter most go first; the gain
 * of r votes is completed to its upper concave hull. The best k votes over all prompts then gain at most the sum of the k
 * steepest steps, which bounds every way to remove k votes.
 */
final class Removals {
    private final List<Step> steps;
    private final double[] total; // [votes removed], the most that can be gained

    /**
     * Some votes of one prompt that are removed together.
     *
     * @param gain of ln capital, in the direction wanted, for all of them
     */
    private record Step(List<Integer> votes, double gain) {
        double slope() {
            return gain / votes.size();
        }
    }

    /**
     * Looks at every prompt.
     *
     * @param byPrompt the numbers of the votes of each prompt that was bet on
     * @param sign +1 to raise the capital, -1 to lower it
     */
    Removals(Votes votes, List<List<Integer>> byPrompt, double share, int sign) {
        List<Step> all = new ArrayList<>();
        for (List<Integer> prompt : byPrompt) {
            addHull(votes, prompt, share, sign, all);
        }
        // Stable, so that the steps of one prompt stay in their order.
        all.sort(Comparator.comparingDouble(Step::slope).reversed());
        this.steps = all;
        int count = all.stream().mapToInt(step -> step.votes().size()).sum();
        this.total = new double[count + 1];
        int k = 0;
        for (Step step : all) {
            for (int i = 0; i < step.votes().size(); i++) {
                k++;
                total[k] = total[k - 1] + step.slope();
            }
        }
    }

    private static void addHull(Votes votes, List<Integer> prompt, double share, int sign, List<Step> into) {
        List<Integer> order = prompt.stream()
                .sorted(Comparator.comparingDouble((Integer vote) -> sign * votes.value(vote)))
                .toList();
        int n = order.size();
        double[] gain = new double[n + 1];
        double sum = order.stream().mapToDouble(votes::value).sum();
        double before = Math.log1p(share * sum / n);
        for (int r = 1; r <= n; r++) {
            sum -= votes.value(order.get(r - 1));
            // A prompt without a vote is not bet on.
            double after = r == n ? 0 : Math.log1p(share * sum / (n - r));
            gain[r] = sign * (after - before);
        }
        int at = 0;
        while (at < n) {
            int next = at + 1;
            for (int r = at + 2; r <= n; r++) {
                if ((gain[r] - gain[at]) / (r - at) >= (gain[next] - gain[at]) / (next - at)) {
                    next = r;
                }
            }
            if (gain[next] <= gain[at]) {
                return;
            }
            into.add(new Step(order.subList(at, next), gain[next] - gain[at]));
            at = next;
        }
    }

    /** The most that the removal of {@code k} votes can gain. */
    double atMost(int k) {
        return total[Math.min(k, total.length - 1)];
    }

    /** How many steps there are. */
    int steps() {
        return steps.size();
    }

    /** The votes of the steepest steps. */
    int[] votesOf(int firstSteps) {
        return steps.subList(0, firstSteps).stream()
                .flatMap(step -> step.votes().stream())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How many votes can be of any use. */
    int useful() {
        return total.length - 1;
    }

    static List<List<Integer>> byPrompt(Votes votes) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int p = 0; p < votes.prompts(); p++) {
            lists.add(new ArrayList<>());
        }
        for (int vote = 0; vote < votes.size(); vote++) {
            lists.get(votes.prompt(vote)).add(vote);
        }
        lists.removeIf(List::isEmpty);
        return lists;
    }

    /** Whether E reaches 1/α when some votes are gone. */
    static boolean reaches(Votes votes, int[] removed, double alpha) {
        boolean[] gone = new boolean[votes.size()];
        Arrays.stream(removed).forEach(vote -> gone[vote] = true);
        return reaches(votes.where(vote -> !gone[vote]), alpha);
    }

    /** The same as {@link ETest#reachedAt} without logarithms, for many tries. */
    static boolean reaches(Votes votes, double alpha) {
        double[] shares = ETest.shares();
        double[] capital = new double[shares.length];
        Arrays.fill(capital, 1.0 / shares.length);
        for (double outcome : votes.promptMeans()) {
            double sum = 0;
            for (int k = 0; k < shares.length; k++) {
                capital[k] *= 1 + shares[k] * outcome;
                sum += capital[k];
            }
            if (sum >= 1 / alpha) {
                return true;
            }
        }
        return false;
    }
}
