package org.careloop.web.exam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.evaluation.Prompts;
import org.careloop.run.evaluation.SubjectList;
import org.careloop.web.checkpoint.DataFolders;
import org.springframework.stereotype.Component;

/**
 * The benchmarks that somebody has put on the server: each a folder of published files in {@code exams/} of the data directory,
 * with the files that worked examples are taken from in its folder {@code examples}.
 */
@Component
class Benchmarks {
    /** Of a benchmark, the folder of files that worked examples are taken from. */
    static final String EXAMPLES = "examples";

    static final List<String> ENDINGS = List.of(".csv", ".json", ".jsonl");
    private final Path folder;

    Benchmarks(DataFolders folders) {
        folder = folders.exams();
    }

    /** All of them by name, also those that cannot be read. */
    List<OnServer> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(folder)) {
            folders = all.filter(Files::isDirectory)
                    .filter(one -> !String.valueOf(one.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
        return folders.stream().map(Benchmarks::look).toList();
    }

    private static OnServer look(Path folder) {
        String name = String.valueOf(folder.getFileName());
        boolean examples = Files.isDirectory(folder.resolve(EXAMPLES));
        try {
            Benchmark all = Benchmark.read(List.of(folder), true);
            return new OnServer(
                    name,
                    all.questions().size(),
                    all.unkeyed(),
                    Prompts.of(all).language(),
                    examples,
                    lists(all),
                    sha256(folder).substring(0, BenchmarkService.SHOWN),
                    Optional.empty());
        } catch (IOException | RuntimeException e) {
            return new OnServer(name, 0, 0, "", examples, List.of(), "", Optional.of(Failure.words(e)));
        }
    }

    /** The subject lists all of whose subjects it has. */
    private static List<String> lists(Benchmark all) throws IOException {
        List<String> fitting = new ArrayList<>();
        for (String name : SubjectList.NAMES) {
            SubjectList list = SubjectList.read(name);
            if (list.layout() == all.layout() && all.subjects().keySet().containsAll(list.subjects())) {
                fitting.add(name);
            }
        }
        return fitting;
    }

    /**
     * The folder of one.
     *
     * @throws BadInput where there is none of this name
     */
    Path require(String name) throws IOException {
        List<String> names = list().stream().map(OnServer::name).toList();
        if (!names.contains(name)) {
            throw BadInput.field(
                    "benchmark",
                    name,
                    names.isEmpty()
                            ? Phrase.of(
                                    "exam.no-benchmarks",
                                    "the name of a folder in exams of the data directory; there is none yet")
                            : Phrase.filled("exam.benchmarks", "one of %s", String.join(", ", names)));
        }
        return folder.resolve(name);
    }

    /** The folder that worked examples are taken from, of one that has such. */
    static Optional<Path> examples(Path benchmark) {
        return Optional.of(benchmark.resolve(EXAMPLES)).filter(Files::isDirectory);
    }

    /** One value for the files of a benchmark and of its examples, with their names. */
    static String sha256(Path benchmark) throws IOException {
        List<Path> all = new ArrayList<>(files(benchmark));
        Optional<Path> examples = examples(benchmark);
        if (examples.isPresent()) {
            all.addAll(files(examples.get()));
        }
        StringBuilder sums = new StringBuilder();
        for (Path file : all) {
            sums.append(Sha256.of(file))
                    .append(' ')
                    .append(benchmark.relativize(file))
                    .append('\n');
        }
        return Sha256.of(sums.toString());
    }

    /** The files of a folder that an exam reads, as they lie in it. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }
}
