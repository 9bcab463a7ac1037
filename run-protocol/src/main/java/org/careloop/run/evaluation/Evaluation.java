package org.careloop.run.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Layout;
import org.careloop.run.benchmark.Question;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation says, {@code evaluation.json}.
 *
 * @param name under which results compare
 * @param accuracy every question counted alike
 * @param macro every subject counted alike
 * @param macroF1 mean over the labels of F1, of PubMedQA; else absent
 * @param results of each subject
 * @param unextracted questions whose answer was not found in what the model wrote; they count as wrong
 * @param unkeyed questions without a key, which were left out
 * @param fewerShots questions before which fewer examples stood than asked for, because the model reads no more tokens
 * @param change what became of an earlier model; absent where none is compared with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evaluation(
        String name,
        String model,
        Terms terms,
        Rate accuracy,
        Rate macro,
        @JsonProperty("f1,none") @Nullable Double macroF1,
        Map<String, Rate> results,
        int unextracted,
        int unkeyed,
        int fewerShots,
        @Nullable Change change) {

    /**
     * Counts answers.
     *
     * @param answers one for each question of the benchmark, in its order
     */
    public static Evaluation of(String model, Terms terms, Benchmark asked, List<Answered> answers) {
        List<Question> questions = asked.questions();
        int[] groups = QuestionGroups.of(questions);
        Map<String, Rate> results = new TreeMap<>();
        for (String subject : asked.subjects().keySet()) {
            int[] places = places(questions, subject);
            results.put(
                    subject,
                    Rate.of(
                            Arrays.stream(places)
                                    .mapToDouble(i -> answers.get(i).accurate())
                                    .toArray(),
                            Arrays.stream(places).map(i -> groups[i]).toArray()));
        }
        return new Evaluation(
                terms.name(),
                model,
                terms,
                Rate.of(accurate(answers), groups),
                Rate.macro(List.copyOf(results.values())),
                asked.layout() == Layout.PUBMEDQA ? macroF1(answers) : null,
                results,
                (int) answers.stream().filter(each -> each.answer() == null).count(),
                asked.unkeyed(),
                (int) answers.stream()
                        .filter(each -> each.shots() < terms.shots())
                        .count(),
                null);
    }

    private static int[] places(List<Question> questions, String subject) {
        return IntStream.range(0, questions.size())
                .filter(i -> questions.get(i).subject().equals(subject))
                .toArray();
    }

    private static double[] accurate(List<Answered> answers) {
        return answers.stream().mapToDouble(Answered::accurate).toArray();
    }

    /** This result with what became of an earlier one on the same questions. */
    public Evaluation after(
            String before, Evaluation earlier, Benchmark asked, List<Answered> old, List<Answered> now) {
        Change compared = Change.of(
                before,
                accurate(old),
                accurate(now),
                QuestionGroups.of(asked.questions()),
                macro.value() - earlier.macro.value(),
                new Change.Earlier(earlier.accuracy, earlier.macro, earlier.results));
        return new Evaluation(
                name, model, terms, accuracy, macro, macroF1, results, unextracted, unkeyed, fewerShots, compared);
    }

    /** The mean over the labels that are keys; a question without an answer has none of them. */
    static double macroF1(List<Answered> answers) {
        Map<String, int[]> counts = new HashMap<>(); // right, keyed, answered
        for (Answered each : answers) {
            counts.computeIfAbsent(each.target(), label -> new int[3])[1]++;
            if (each.answer() != null) {
                counts.computeIfAbsent(each.answer(), label -> new int[3])[2]++;
            }
            if (each.target().equals(each.answer())) {
                Objects.requireNonNull(counts.get(each.target()))[0]++;
            }
        }
        List<Double> scores = new ArrayList<>();
        for (String label : new TreeSet<>(answers.stream().map(Answered::target).toList())) {
            int[] count = Objects.requireNonNull(counts.get(label));
            scores.add(2.0 * count[0] / (count[1] + count[2]));
        }
        return scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
