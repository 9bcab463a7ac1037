package org.careloop.run.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.settings.EvaluateSettings;

/** Questions, the words in which they are asked, and the examples before them. */
public record Exam(Benchmark asked, Prompts prompts, SubjectList subjects, Examples examples, Terms terms) {

    /**
     * Reads an exam.
     *
     * @param files the files of one benchmark, or the folder that they lie in
     * @param exampleFiles what examples are taken from, where the settings ask for such
     * @throws BadInput naming the first thing that does not fit
     */
    public static Exam read(List<Path> files, List<Path> exampleFiles, ExamOrder order, EvaluateSettings settings)
            throws IOException {
        Benchmark all = Benchmark.read(files, order.leaveOutUnkeyed());
        SubjectList list = order.subjects() == null ? SubjectList.all(all) : order.subjects();
        Benchmark asked = list.of(all);
        Prompts words = order.prompts() == null ? Prompts.of(asked) : order.prompts();
        if (words.layout() != asked.layout()) {
            throw new BadInput(Phrase.filled(
                    "evaluation.prompts-layout",
                    "the prompts \"%s\" are for %s, and the questions are of %s; choose prompts of the same benchmark",
                    words.name(),
                    words.layout().label(),
                    asked.layout().label()));
        }
        Examples examples = examples(asked, exampleFiles, settings);
        Terms terms =
                Terms.of(asked, words, list, order.method(), settings.shots(), examples.all(), settings.maxNewTokens());
        return new Exam(asked, words, list, examples, terms);
    }

    private static Examples examples(Benchmark asked, List<Path> files, EvaluateSettings settings) throws IOException {
        if (settings.shots() == 0) {
            if (!files.isEmpty()) {
                throw new BadInput(Phrase.of(
                        "evaluation.examples-unused",
                        "--examples are given, and shots is 0, so that none of them is used; add --set"
                                + " shots=5, or leave --examples out"));
            }
            return Examples.none();
        }
        if (files.isEmpty()) {
            throw new BadInput(Phrase.filled(
                    "evaluation.no-examples",
                    "shots is %s, and there is nothing to take examples from; name files of the same benchmark by"
                            + " --examples, such as those called dev or train",
                    settings.shots()));
        }
        return Examples.choose(Benchmark.read(files, true), asked, settings.shots(), settings.seed());
    }
}
