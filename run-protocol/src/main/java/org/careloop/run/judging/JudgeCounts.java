package org.careloop.run.judging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.careloop.run.Message;
import org.careloop.run.agreement.Cohen;
import org.careloop.run.evaluation.Rate;
import org.careloop.run.rating.agreement.Estimate;
import org.jspecify.annotations.Nullable;

/** Counts outcomes, and how far they agree with those of people. */
public final class JudgeCounts {
    private static final int RESAMPLES = 1_000;
    private static final long SEED = 20_260_302;

    /** The prompt of each pair, from 0: pairs of one prompt hang together. */
    private final Map<String, Integer> prompts = new HashMap<>();

    /** @param prompts of each pair, by its id */
    public JudgeCounts(Map<String, List<Message>> prompts) {
        Map<List<Message>, Integer> numbers = new HashMap<>();
        prompts.forEach((id, prompt) -> this.prompts.put(id, numbers.computeIfAbsent(prompt, any -> numbers.size())));
    }

    /**
     * The report.
     *
     * @param judged in the order in which resampling draws their prompts
     * @param others comparisons that are not between these two models
     */
    public JudgeReport report(JudgeAsked asked, List<PairOutcome> judged, int others) {
        List<PairOutcome> counted =
                judged.stream().filter(pair -> pair.outcome() != null).toList();
        Map<String, JudgeReport.Tally> languages = new LinkedHashMap<>();
        for (String language :
                new TreeSet<>(counted.stream().map(PairOutcome::language).toList())) {
            languages.put(
                    language,
                    tally(
                            counted.stream()
                                    .filter(pair -> pair.language().equals(language))
                                    .toList(),
                            JudgeCounts::ofJudge));
        }
        return new JudgeReport(
                JudgeReport.MODEL,
                asked,
                Outcome.RULES,
                judged.size(),
                (int) judged.stream().filter(PairOutcome::isIdentical).count(),
                judged.size() - counted.size(),
                others,
                tally(counted, JudgeCounts::ofJudge),
                languages,
                orders(judged),
                people(counted));
    }

    private static Outcome ofJudge(PairOutcome pair) {
        return Objects.requireNonNull(pair.outcome());
    }

    private static Outcome ofPeople(PairOutcome pair) {
        return Objects.requireNonNull(pair.people());
    }

    private JudgeReport.Tally tally(List<PairOutcome> pairs, Function<PairOutcome, Outcome> outcome) {
        return new JudgeReport.Tally(
                pairs.size(),
                share(pairs, pair -> outcome.apply(pair) == Outcome.WIN),
                share(pairs, pair -> outcome.apply(pair) == Outcome.TIE),
                share(pairs, pair -> outcome.apply(pair) == Outcome.FAIL),
                estimate(pairs, sample -> net(sample, outcome)));
    }

    private static double net(List<PairOutcome> sample, Function<PairOutcome, Outcome> outcome) {
        return sample.stream()
                .mapToInt(pair -> outcome.apply(pair).points())
                .average()
                .orElse(Double.NaN);
    }

    private JudgeReport.Share share(List<PairOutcome> pairs, Predicate<PairOutcome> has) {
        if (pairs.isEmpty()) {
            return new JudgeReport.Share(0, 0, 0, 1);
        }
        double[] values =
                pairs.stream().mapToDouble(pair -> has.test(pair) ? 1 : 0).toArray();
        int[] groups = pairs.stream()
                .mapToInt(pair -> Objects.requireNonNull(prompts.get(pair.id())))
                .toArray();
        Rate rate = Rate.of(values, groups);
        return new JudgeReport.Share((int) pairs.stream().filter(has).count(), rate.value(), rate.low(), rate.high());
    }

    /** Prompts with all of their pairs are drawn with replacement, by a fixed seed. */
    private Estimate estimate(List<PairOutcome> pairs, ToDoubleFunction<List<PairOutcome>> figure) {
        Map<Integer, List<PairOutcome>> byPrompt = new LinkedHashMap<>();
        pairs.forEach(pair -> byPrompt.computeIfAbsent(
                        Objects.requireNonNull(prompts.get(pair.id())), any -> new ArrayList<>())
                .add(pair));
        List<List<PairOutcome>> groups = List.copyOf(byPrompt.values());
        SplittableRandom random = new SplittableRandom(SEED);
        double[] resampled = new double[groups.isEmpty() ? 0 : RESAMPLES];
        for (int i = 0; i < resampled.length; i++) {
            List<PairOutcome> sample = new ArrayList<>();
            for (int draw = 0; draw < groups.size(); draw++) {
                sample.addAll(groups.get(random.nextInt(groups.size())));
            }
            resampled[i] = figure.applyAsDouble(sample);
        }
        return Estimate.of(figure.applyAsDouble(pairs), resampled);
    }

    private static JudgeReport.Orders orders(List<PairOutcome> judged) {
        int consistent = 0;
        int leaning = 0;
        int contradictory = 0;
        Map<Preference, Integer> calls = new HashMap<>();
        for (PairOutcome pair : judged) {
            Preference one = pair.newFirst();
            Preference other = pair.rivalFirst();
            if (one != null) {
                calls.merge(one, 1, Integer::sum);
            }
            if (other != null) {
                calls.merge(other, 1, Integer::sum);
            }
            if (one != null && other != null) {
                int apart = Math.abs(one.points() + other.points());
                consistent += apart == 0 ? 1 : 0;
                leaning += apart == 1 ? 1 : 0;
                contradictory += apart == 2 ? 1 : 0;
            }
        }
        return new JudgeReport.Orders(
                consistent,
                leaning,
                contradictory,
                calls.getOrDefault(Preference.FIRST, 0),
                calls.getOrDefault(Preference.SECOND, 0),
                calls.getOrDefault(Preference.EQUAL, 0));
    }

    private JudgeReport.@Nullable People people(List<PairOutcome> counted) {
        List<PairOutcome> both =
                counted.stream().filter(pair -> pair.people() != null).toList();
        if (both.isEmpty()) {
            return null;
        }
        Map<String, Integer> table = new LinkedHashMap<>();
        for (Outcome judge : Outcome.values()) {
            for (Outcome people : Outcome.values()) {
                table.put(judge.label() + "/" + people.label(), (int) both.stream()
                        .filter(pair -> ofJudge(pair) == judge && ofPeople(pair) == people)
                        .count());
            }
        }
        return new JudgeReport.People(
                both.size(),
                both.stream().mapToInt(PairOutcome::votes).sum(),
                tally(both, JudgeCounts::ofPeople),
                tally(both, JudgeCounts::ofJudge),
                share(both, pair -> ofJudge(pair) == ofPeople(pair)),
                estimate(both, JudgeCounts::kappa),
                table);
    }

    private static double kappa(List<PairOutcome> sample) {
        int outcomes = Outcome.values().length;
        double[] table = new double[outcomes * outcomes];
        for (PairOutcome pair : sample) {
            table[ofJudge(pair).ordinal() * outcomes + ofPeople(pair).ordinal()]++;
        }
        return Cohen.kappa(table, outcomes);
    }
}
