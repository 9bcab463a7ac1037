package org.careloop.web.agreement;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;

/** Exact binomial tests, with adjustment for testing several people. */
final class BinomialTests {
    /** The significance level. */
    static final double LEVEL = .05;

    private BinomialTests() {}

    /** Whether a share differs from one half. */
    static double fair(Proportion share) {
        return BinomialTest.withDefaults().test(share.of(), share.hits(), .5).getPValue();
    }

    /** Whether a share is lower than {@code usual}. */
    static double lower(Proportion share, double usual) {
        return BinomialTest.withDefaults()
                .with(AlternativeHypothesis.LESS_THAN)
                .test(share.of(), share.hits(), usual)
                .getPValue();
    }

    /** For everybody with enough votes to compare: whether they agree less often than all others do, adjusted. */
    static Map<PersonId, Double> unlike(Map<PersonId, Habits> habits, Proportion all) {
        List<PersonId> tested = habits.keySet().stream()
                .filter(person -> {
                    Proportion own = Objects.requireNonNull(habits.get(person)).withOthers();
                    return !own.isTooFew() && own.of() < all.of();
                })
                .toList();
        double[] p = holm(tested.stream()
                .map(person -> Objects.requireNonNull(habits.get(person)).withOthers())
                .mapToDouble(own -> lower(own, (double) (all.hits() - own.hits()) / (all.of() - own.of())))
                .toArray());
        Map<PersonId, Double> adjusted = new HashMap<>();
        for (int i = 0; i < p.length; i++) {
            adjusted.put(tested.get(i), p[i]);
        }
        return adjusted;
    }

    /** P values adjusted for multiple testing (Holm 1979), in the same order. */
    static double[] holm(double[] p) {
        List<Integer> order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        double[] adjusted = new double[p.length];
        double highest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            int i = order.get(rank);
            highest = Math.max(highest, Math.min(1, (p.length - rank) * p[i]));
            adjusted[i] = highest;
        }
        return adjusted;
    }
}
