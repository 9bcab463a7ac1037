package org.careloop.run.evaluation;

import java.io.IOException;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Layout;

/**
 * Which subjects of a benchmark are counted, for instance the six of MMLU that are medical by convention.
 *
 * @param version goes up when the list changes, and with it the name under which results compare
 */
public record SubjectList(String name, int version, Layout layout, List<String> subjects) {
    /** Those that come with the product. */
    public static final List<String> NAMES = List.of("mmlu-med", "mmlu-health", "ceval-med", "cmmlu-med");

    public SubjectList {
        if (name == null || layout == null) {
            throw new BadValue(Phrase.filled(
                    "evaluation.no-template",
                    "field \"%s\" is missing; expected a text",
                    name == null ? "name" : "layout"));
        }
        if (subjects == null || subjects.isEmpty()) {
            throw new BadValue(Phrase.of(
                    "evaluation.no-subjects", "field \"subjects\" is missing or empty; expected a list of names"));
        }
        subjects = List.copyOf(subjects);
    }

    /** Reads one by its name, or a person's own file. */
    public static SubjectList read(String given) throws IOException {
        return DataFile.read(given, "subjects", NAMES, SubjectList.class);
    }

    /** Every subject of a benchmark. */
    public static SubjectList all(Benchmark benchmark) {
        return new SubjectList(
                "all", 1, benchmark.layout(), List.copyOf(benchmark.subjects().keySet()));
    }

    /**
     * The questions of these subjects.
     *
     * @throws BadInput where the list is of another benchmark, or one of its subjects has no question
     */
    public Benchmark of(Benchmark benchmark) {
        if (layout != benchmark.layout()) {
            throw new BadInput(Phrase.filled(
                    "evaluation.subjects-layout",
                    "the subject list \"%s\" is of %s, and the questions are of %s; choose a list of the same"
                            + " benchmark",
                    name,
                    layout.label(),
                    benchmark.layout().label()));
        }
        List<String> absent = subjects.stream()
                .filter(subject -> !benchmark.subjects().containsKey(subject))
                .toList();
        if (!absent.isEmpty()) {
            throw new BadInput(Phrase.filled(
                    "evaluation.subjects-absent",
                    "the subject list \"%s\" names %s, and no question is of it; give the files of all its subjects,"
                            + " or a list of your own",
                    name,
                    String.join(", ", absent)));
        }
        return benchmark.of(subjects);
    }

    /** One value for everything that the list says. */
    public String sha256() {
        return DataFile.sha256(this);
    }
}
