package org.careloop.web.exam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.run.evaluation.Exam;
import org.careloop.run.evaluation.ExamOrder;

/** The data of a run in which models take an exam: the files as they are now, and how they are asked. */
final class ExamFiles {
    private ExamFiles() {}

    /**
     * Copies them into the run and writes its manifest.
     *
     * @param examples files that worked examples are taken from
     */
    static void write(
            RunDirectory run, String benchmark, List<Path> questions, List<Path> examples, Exam exam, Instant now)
            throws IOException {
        Set<String> names = new TreeSet<>();
        copy(questions, run.questions(), run.dataset(), names);
        copy(examples, run.examples(), run.dataset(), names);
        // In full, so that a run means the same where the program has another version of a list.
        Json.replace(
                run.exam(),
                new ExamOrder(
                        exam.subjects(),
                        exam.prompts(),
                        exam.terms().method(),
                        exam.asked().unkeyed() > 0));
        names.add(run.dataset().relativize(run.exam()).toString());
        Json.replace(
                run.manifest(),
                new DatasetManifest(
                        null,
                        now,
                        Map.of("questions", (long) exam.asked().questions().size()),
                        Map.of(),
                        Map.of("benchmark", benchmark, "terms", exam.terms().name()),
                        DatasetManifest.sha256(run.dataset(), names)));
    }

    private static void copy(List<Path> files, Path to, Path dataset, Set<String> names) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        Files.createDirectories(to);
        for (Path file : files) {
            Path copy = to.resolve(String.valueOf(file.getFileName()));
            Files.copy(file, copy);
            names.add(dataset.relativize(copy).toString());
        }
    }
}
