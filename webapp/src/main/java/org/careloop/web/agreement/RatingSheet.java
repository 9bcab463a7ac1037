package org.careloop.web.agreement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.run.rating.Rating;
import org.careloop.run.rating.agreement.Bootstrap;
import org.careloop.run.rating.agreement.Estimate;
import org.careloop.run.rating.agreement.Figures;
import org.careloop.run.rating.agreement.Pairs;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;
import org.jspecify.annotations.Nullable;

/** The counted ratings of a study by text, and what they say of those who gave them. */
final class RatingSheet {
    private static final long SEED = 1;
    private static final int MOST_RESAMPLES = 1_000;
    private static final int FEWEST_RESAMPLES = 100;
    /** Texts of all resamples together, which bounds the time and the memory of large studies. */
    private static final int MOST_DRAWN = 4_000_000;

    private final Map<UUID, List<Given>> texts = new LinkedHashMap<>();

    private record Given(PersonId person, Map<String, Integer> scores) {}

    /** Two people, always in the same order. */
    private record Couple(PersonId first, PersonId second) {
        static Couple of(PersonId one, PersonId other) {
            return one.value().compareTo(other.value()) < 0 ? new Couple(one, other) : new Couple(other, one);
        }
    }

    void add(UUID text, PersonId person, Map<String, Integer> scores) {
        texts.computeIfAbsent(text, key -> new ArrayList<>()).add(new Given(person, scores));
    }

    /** @param mostPairs how many pairs of people are listed */
    RatingAgreement agreement(String key, int mostPairs) {
        long[] scores = new long[Rating.BEST + 1];
        Compared everybody = new Compared();
        Map<Couple, Compared> couples = new LinkedHashMap<>();
        for (List<Given> ratings : texts.values()) {
            List<Given> given = ratings.stream()
                    .filter(rating -> rating.scores().containsKey(key))
                    .toList();
            given.forEach(rating -> scores[score(rating, key)]++);
            if (given.size() > 1) {
                everybody.nextText();
                compare(given, key, everybody, couples);
            }
        }
        List<Map.Entry<Couple, Compared>> most = couples.entrySet().stream()
                .sorted(Comparator.comparingInt(couple -> -couple.getValue().texts()))
                .limit(mostPairs)
                .toList();
        Figures all = everybody.figures();
        return new RatingAgreement(
                key,
                scores,
                coefficient(all == null ? null : all.kappa(), everybody.texts()),
                coefficient(all == null ? null : all.spearman(), everybody.texts()),
                most.stream()
                        .map(couple -> two(couple.getKey(), couple.getValue()))
                        .toList(),
                couples.size() - most.size());
    }

    /** Each against each other, both ways round, for nobody is the standard that the other is measured by. */
    private static void compare(List<Given> given, String key, Compared everybody, Map<Couple, Compared> couples) {
        for (int i = 0; i < given.size(); i++) {
            for (int j = i + 1; j < given.size(); j++) {
                int one = score(given.get(i), key);
                int other = score(given.get(j), key);
                everybody.add(one, other);
                everybody.add(other, one);
                Couple couple = Couple.of(given.get(i).person(), given.get(j).person());
                boolean inOrder = couple.first().equals(given.get(i).person());
                Compared both = couples.computeIfAbsent(couple, people -> new Compared());
                both.nextText();
                both.add(inOrder ? one : other, inOrder ? other : one);
            }
        }
    }

    private static int score(Given rating, String key) {
        return rating.scores().getOrDefault(key, 0);
    }

    private static RatingAgreement.Two two(Couple couple, Compared compared) {
        Figures figures = compared.figures();
        return new RatingAgreement.Two(
                couple.first(),
                couple.second(),
                coefficient(figures == null ? null : figures.kappa(), compared.texts()),
                coefficient(figures == null ? null : figures.spearman(), compared.texts()));
    }

    private static Coefficient coefficient(@Nullable Estimate estimate, int texts) {
        if (estimate == null) {
            return new Coefficient.TooFew(texts);
        }
        Double value = estimate.value();
        Double low = estimate.low();
        Double high = estimate.high();
        return value == null || low == null || high == null
                ? new Coefficient.Unvaried(texts)
                : new Coefficient.Known(value, low, high, texts);
    }

    /** Two scores of each text that has them. */
    private static final class Compared {
        private final List<Integer> text = new ArrayList<>();
        private final List<Integer> one = new ArrayList<>();
        private final List<Integer> other = new ArrayList<>();
        private int texts;

        void nextText() {
            texts++;
        }

        void add(int first, int second) {
            text.add(texts - 1);
            one.add(first);
            other.add(second);
        }

        int texts() {
            return texts;
        }

        /** Null for too few texts. */
        @Nullable
        Figures figures() {
            if (texts < Proportion.ENOUGH) {
                return null;
            }
            Pairs pairs = Pairs.of(ints(text).toArray(), scores(one), scores(other));
            int resamples = Math.clamp(MOST_DRAWN / texts, FEWEST_RESAMPLES, MOST_RESAMPLES);
            return new Bootstrap(texts, resamples, SEED).figures(pairs);
        }

        private static double[] scores(Collection<Integer> given) {
            return ints(given).asDoubleStream().toArray();
        }

        private static IntStream ints(Collection<Integer> given) {
            return given.stream().mapToInt(Integer::intValue);
        }
    }
}
