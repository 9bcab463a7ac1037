package org.careloop.run.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Layout;
import org.careloop.run.benchmark.Question;

/**
 * Worked examples before questions. MMLU, C-Eval and CMMLU publish them for each subject and in their order; of CMB they are drawn for
 * each class of exam, of other benchmarks once for all questions. A question that is asked is never an example.
 */
public record Examples(boolean bySubject, Map<String, List<Question>> subjects) {
    private static final Set<Layout> IN_ORDER = Set.of(Layout.MMLU, Layout.CEVAL, Layout.CMMLU);

    /** For questions that are asked without. */
    public static Examples none() {
        return new Examples(false, Map.of("", List.of()));
    }

    /**
     * Chooses them.
     *
     * @param pool what may be an example
     * @param shots how many before each question, at least one
     * @throws BadInput where there are fewer
     */
    public static Examples choose(Benchmark pool, Benchmark asked, int shots, long seed) {
        Map<String, List<Question>> subjects = possible(pool, asked);
        boolean bySubject = isBySubject(asked);
        Map<String, List<Question>> chosen = new LinkedHashMap<>();
        for (String subject : bySubject ? asked.subjects().keySet() : Set.of("")) {
            List<Question> all = subjects.getOrDefault(subject, List.of());
            requireEnough(subject, all.size(), shots);
            List<Question> order = new ArrayList<>(all);
            if (!IN_ORDER.contains(asked.layout())) {
                Collections.shuffle(order, new Random(seed));
            }
            chosen.put(subject, List.copyOf(order.subList(0, shots)));
        }
        return new Examples(bySubject, chosen);
    }

    private static boolean isBySubject(Benchmark asked) {
        return IN_ORDER.contains(asked.layout()) || asked.layout() == Layout.CMB;
    }

    /** What of a pool may be an example, by subject where each has examples of its own, else under the empty name. */
    private static Map<String, List<Question>> possible(Benchmark pool, Benchmark asked) {
        if (pool.layout() != asked.layout()) {
            throw new BadInput(Phrase.filled(
                    "evaluation.examples-layout",
                    "the examples are of %s, and the questions are of %s; give examples of the same benchmark",
                    pool.layout().label(),
                    asked.layout().label()));
        }
        boolean bySubject = isBySubject(asked);
        Map<String, List<Question>> subjects = new LinkedHashMap<>();
        Set<List<Object>> looks = new HashSet<>();
        asked.questions().forEach(question -> looks.add(question.look()));
        for (Question each : pool.questions()) {
            if (!looks.contains(each.look())) {
                subjects.computeIfAbsent(bySubject ? each.subject() : "", subject -> new ArrayList<>())
                        .add(each);
            }
        }
        return subjects;
    }

    /**
     * How many questions of a pool may be examples before each subject; before all of them under the empty name, where subjects have
     * none of their own.
     *
     * @throws BadInput where the pool is of another benchmark
     */
    public static Map<String, Integer> count(Benchmark pool, Benchmark asked) {
        Map<String, List<Question>> possible = possible(pool, asked);
        Map<String, Integer> counts = new TreeMap<>();
        for (String subject : isBySubject(asked) ? asked.subjects().keySet() : Set.of("")) {
            counts.put(subject, possible.getOrDefault(subject, List.of()).size());
        }
        return counts;
    }

    private static void requireEnough(String subject, int there, int shots) {
        if (there < shots) {
            throw new BadInput(
                    subject.isEmpty()
                            ? Phrase.filled(
                                    "evaluation.few-examples",
                                    "%s questions can be examples (those that are asked cannot), and %s are asked for;"
                                            + " give more of them by --examples, or set shots lower",
                                    there,
                                    shots)
                            : Phrase.filled(
                                    "evaluation.few-examples-of",
                                    "%s questions of \"%s\" can be examples (those that are asked cannot), and %s are"
                                            + " asked for; give more of them by --examples, or set shots lower",
                                    there,
                                    subject,
                                    shots));
        }
    }

    /** Those before a question. */
    public List<Question> of(Question asked) {
        return Objects.requireNonNull(subjects.get(bySubject ? asked.subject() : ""));
    }

    /** All of them, once each. */
    public List<Question> all() {
        Set<Question> all = new LinkedHashSet<>();
        subjects.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
