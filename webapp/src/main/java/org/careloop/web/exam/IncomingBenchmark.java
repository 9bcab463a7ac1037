package org.careloop.web.exam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.evaluation.Examples;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.FileSystemUtils;

/**
 * Files of a benchmark on their way in: copied under their own names into a folder that no list shows, read as an exam reads
 * them, and only then made to lie where exams are found. Closing it deletes what was not kept.
 */
final class IncomingBenchmark implements AutoCloseable {
    private static final String PREFIX = ".incoming-";
    /** What a process that was killed left behind is older by then. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private static final int LONGEST_NAME = 120;

    private final NewBenchmark wanted;
    private final Path exams;
    private final Path folder;

    private IncomingBenchmark(NewBenchmark wanted, Path exams) {
        this.wanted = wanted;
        this.exams = exams;
        folder = exams.resolve(PREFIX + UUID.randomUUID());
    }

    /** Copies the files. */
    static IncomingBenchmark copy(NewBenchmark wanted, Path exams, Instant now) throws IOException {
        Files.createDirectories(exams);
        deleteLeftBehind(exams, now);
        IncomingBenchmark incoming = new IncomingBenchmark(wanted, exams);
        try {
            copy(wanted.questions(), Files.createDirectory(incoming.folder));
            if (!wanted.examples().isEmpty()) {
                copy(wanted.examples(), Files.createDirectory(incoming.examples()));
            }
            return incoming;
        } catch (IOException | RuntimeException e) {
            incoming.close();
            throw e;
        }
    }

    private static void deleteLeftBehind(Path exams, Instant now) throws IOException {
        List<Path> all;
        try (Stream<Path> entries = Files.list(exams)) {
            all = entries.filter(entry -> String.valueOf(entry.getFileName()).startsWith(PREFIX))
                    .toList();
        }
        for (Path entry : all) {
            if (Files.getLastModifiedTime(entry).toInstant().isBefore(now.minus(LEFT_BEHIND))) {
                FileSystemUtils.deleteRecursively(entry);
            }
        }
    }

    /** Takes a benchmark off the shelf, and deletes it when the transaction has ended well; else it is where it was. */
    static void putAside(Path place, Instant now) throws IOException {
        Path aside = place.resolveSibling(PREFIX + UUID.randomUUID());
        Files.setLastModifiedTime(place, FileTime.from(now));
        Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                try {
                    if (status == STATUS_COMMITTED) {
                        FileSystemUtils.deleteRecursively(aside);
                    } else {
                        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private static void copy(List<NewBenchmark.File> files, Path to) throws IOException {
        Set<String> names = new HashSet<>();
        for (NewBenchmark.File file : files) {
            String name = file.lastName();
            if (Benchmarks.ENDINGS.stream().noneMatch(name::endsWith)
                    || name.startsWith(".")
                    || name.length() > LONGEST_NAME
                    || name.chars().anyMatch(Character::isISOControl)) {
                throw new BadInput(BadInput.inFile(
                        file.name(),
                        Phrase.of(
                                "exam.file-name",
                                "this is no name of a benchmark's file; expected at most 120 characters that end with"
                                        + " .csv, .json or .jsonl: give the published files, unpacked")));
            }
            if (!names.add(name)) {
                throw new BadInput(BadInput.inFile(
                        file.name(),
                        Phrase.of(
                                "exam.same-name",
                                "two files of this name were given; expected each name once, because it says which"
                                        + " subject its questions count for: take one of them out")));
            }
            Files.copy(file.path(), to.resolve(name));
        }
    }

    private Path examples() {
        return folder.resolve(Benchmarks.EXAMPLES);
    }

    /**
     * Reads everything.
     *
     * @throws BadInput naming the first thing that does not fit, with the file's own name
     */
    CheckedBenchmark check() throws IOException {
        try {
            Benchmark asked = Benchmark.read(List.of(folder), wanted.leaveOutUnkeyed());
            return new CheckedBenchmark(
                    asked.layout(),
                    asked.questions().size(),
                    asked.unkeyed(),
                    asked.subjects(),
                    wanted.examples().isEmpty() ? 0 : countExamples(asked),
                    Benchmarks.sha256(folder));
        } catch (BadInput e) {
            throw new BadInput(e.phrase().changed(text -> text.replace(folder + "/", "")), e);
        }
    }

    private int countExamples(Benchmark asked) throws IOException {
        Map<String, Integer> counts = Examples.count(Benchmark.read(List.of(examples()), true), asked);
        List<String> without = counts.entrySet().stream()
                .filter(each -> each.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!without.isEmpty()) {
            throw new BadInput(
                    without.equals(List.of(""))
                            ? Phrase.of(
                                    "exam.no-pool",
                                    "examples: none of their questions can be an example, because all of them are"
                                            + " asked; expected at least one that is not asked: give the part of the"
                                            + " benchmark that is called dev or train, or leave the examples away")
                            : Phrase.filled(
                                    "exam.no-pool-of",
                                    "examples: none for %s; expected at least one for each subject that is asked, and"
                                            + " one that is asked cannot be one: give the files of these subjects too,"
                                            + " or leave the examples away",
                                    String.join(", ", without)));
        }
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Makes it lie where exams are found.
     *
     * @return false where the same files lie there already
     * @throws BadInput where other files lie there under this name
     */
    boolean keep(String sha256) throws IOException {
        Path place = exams.resolve(wanted.name());
        if (!Files.exists(place) && isMoved(place)) {
            return true;
        }
        String there = Benchmarks.sha256(place);
        if (!there.equals(sha256)) {
            throw BadInput.field(
                    "name",
                    wanted.name(),
                    Phrase.filled(
                            "exam.name-taken",
                            "a name under which no other files lie (there is version %s, given is %s); results name"
                                    + " their exam by it, so give these files a name of their own",
                            there.substring(0, BenchmarkService.SHOWN),
                            sha256.substring(0, BenchmarkService.SHOWN)));
        }
        return false;
    }

    /** Whether it was moved; false where somebody else was first. */
    private boolean isMoved(Path place) throws IOException {
        try {
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            if (Files.exists(place)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
