package org.careloop.reward.rater.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.Rating;
import org.careloop.run.rating.agreement.Bootstrap;
import org.careloop.run.rating.agreement.Figures;
import org.careloop.run.rating.agreement.Pairs;
import org.jspecify.annotations.Nullable;

/**
 * A rater on held-out texts. Every pair of a text's score and one of its ratings counts; people are compared with one another on the
 * texts that two of them rated, each against the other.
 *
 * @param resamples from which the intervals are taken, clustered by text
 * @param rater with people
 * @param length the same of length alone
 * @param gain of the rater over length alone
 * @param people with one another; null where no text has two ratings
 * @param byCriterion the rater's score with people's scores of each criterion
 * @param calibration by tenths of the score
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RaterEvaluation(
        int texts,
        int ratings,
        int resamples,
        long seed,
        Figures rater,
        Figures length,
        Figures gain,
        @Nullable Figures people,
        Map<String, OfAnnotator> byAnnotator,
        Map<String, Figures> byLanguage,
        Map<String, Figures> byCriterion,
        List<Decile> calibration) {

    /**
     * One person.
     *
     * @param others the other people with this one; null where nobody else rated one of these texts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfAnnotator(
            Figures rater, Figures length, @Nullable Figures others) {}

    /** @param scores of the texts, in their order */
    public static RaterEvaluation of(
            List<RatedText> texts, double[] scores, LengthRule rule, int resamples, long seed) {
        return new Making(texts, scores, rule, new Bootstrap(texts.size(), resamples, seed))
                .evaluation(resamples, seed);
    }

    /** The rank correlation of scores with ratings alone; NaN where it is not defined. */
    public static double spearman(List<RatedText> texts, double[] scores) {
        Making making = new Making(texts, scores, new LengthRule(0, 0), new Bootstrap(texts.size(), 0, 0));
        return making.bootstrap().once(making.rater(rating -> true)).spearman();
    }

    private record Making(List<RatedText> texts, double[] scores, LengthRule rule, Bootstrap bootstrap) {

        RaterEvaluation evaluation(int resamples, long seed) {
            Pairs all = rater(rating -> true);
            Pairs length = length(rating -> true);
            TreeMap<String, OfAnnotator> people = new TreeMap<>();
            names(Rating::annotator).forEach(name -> people.put(name, annotator(name)));
            return new RaterEvaluation(
                    texts.size(),
                    all.count(),
                    resamples,
                    seed,
                    bootstrap.figures(all),
                    bootstrap.figures(length),
                    bootstrap.difference(all, length),
                    orNone(others(rating -> true)),
                    people,
                    languages(),
                    criteria(),
                    Decile.of(texts, scores));
        }

        private OfAnnotator annotator(String name) {
            Predicate<Rating> own = rating -> rating.annotator().equals(name);
            return new OfAnnotator(bootstrap.figures(rater(own)), bootstrap.figures(length(own)), orNone(others(own)));
        }

        private @Nullable Figures orNone(Pairs pairs) {
            return pairs.count() == 0 ? null : bootstrap.figures(pairs);
        }

        private TreeSet<String> names(Function<Rating, String> name) {
            TreeSet<String> names = new TreeSet<>();
            texts.forEach(text -> text.ratings().forEach(rating -> names.add(name.apply(rating))));
            return names;
        }

        private Map<String, Figures> languages() {
            Map<String, Figures> figures = new TreeMap<>();
            TreeSet<String> names = new TreeSet<>();
            texts.forEach(text -> names.add(language(text)));
            for (String language : names) {
                Collected pairs = new Collected();
                forEach((i, rating) -> {
                    if (language(texts.get(i)).equals(language)) {
                        pairs.add(i, scores[i], rating.score());
                    }
                });
                figures.put(language, bootstrap.figures(pairs.pairs()));
            }
            return figures;
        }

        private static String language(RatedText text) {
            return Objects.requireNonNullElse(text.language(), "unknown");
        }

        private Map<String, Figures> criteria() {
            Map<String, Collected> pairs = new TreeMap<>();
            forEach((i, rating) -> Objects.requireNonNullElse(rating.criteria(), Map.<String, Double>of())
                    .forEach((name, score) ->
                            pairs.computeIfAbsent(name, each -> new Collected()).add(i, scores[i], score)));
            Map<String, Figures> figures = new TreeMap<>();
            pairs.forEach((name, found) -> figures.put(name, bootstrap.figures(found.pairs())));
            return figures;
        }

        private Pairs rater(Predicate<Rating> of) {
            Collected pairs = new Collected();
            forEach((i, rating) -> {
                if (of.test(rating)) {
                    pairs.add(i, scores[i], rating.score());
                }
            });
            return pairs.pairs();
        }

        private Pairs length(Predicate<Rating> of) {
            Collected pairs = new Collected();
            forEach((i, rating) -> {
                if (of.test(rating)) {
                    pairs.add(i, rule.score(texts.get(i)), rating.score());
                }
            });
            return pairs.pairs();
        }

        /** What each other person says of a text beside what these do. */
        private Pairs others(Predicate<Rating> of) {
            Collected pairs = new Collected();
            forEach((i, rating) -> {
                if (of.test(rating)) {
                    for (Rating other : texts.get(i).ratings()) {
                        if (other != rating) {
                            pairs.add(i, other.score(), rating.score());
                        }
                    }
                }
            });
            return pairs.pairs();
        }

        private interface Sink {
            void take(int text, Rating rating);
        }

        private void forEach(Sink sink) {
            for (int i = 0; i < texts.size(); i++) {
                for (Rating rating : texts.get(i).ratings()) {
                    sink.take(i, rating);
                }
            }
        }
    }

    private static final class Collected {
        private final List<Integer> text = new ArrayList<>();
        private final List<Double> score = new ArrayList<>();
        private final List<Double> rating = new ArrayList<>();

        void add(int of, double given, double person) {
            text.add(of);
            score.add(given);
            rating.add(person);
        }

        Pairs pairs() {
            return Pairs.of(
                    text.stream().mapToInt(Integer::intValue).toArray(),
                    score.stream().mapToDouble(Double::doubleValue).toArray(),
                    rating.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
