package org.careloop.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.careloop.cleaning.DuplicatesFound;
import org.careloop.faults.FaultsCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The programs behind docs/benchmarks.md. Each starts the processes that it needs on fresh data and prints its
 * measurements.
 */
@Command(
        name = "careloop bench",
        mixinStandardHelpOptions = true,
        description = "Measures speed and memory; docs/benchmarks.md says what came out where.",
        subcommands = {
            Bench.Browser.class,
            Bench.Keys.class,
            Bench.Large.class,
            Bench.Duplicates.class,
            FaultsCommand.class
        })
final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Command(
            name = "browser",
            mixinStandardHelpOptions = true,
            description = "Annotators at once through the protocol that the browser speaks.")
    static final class Browser implements Callable<Integer> {
        @Option(names = "--comparisons", defaultValue = "10000", description = "Comparisons of the study.")
        private int comparisons;

        @Option(names = "--overlap", defaultValue = "2", description = "Votes that each of them wants.")
        private int overlap;

        @Option(names = "--clients", defaultValue = "20", description = "Annotators at once.")
        private int clients;

        @Option(names = "--pause", defaultValue = "0", description = "Milliseconds between two verdicts of a person.")
        private long pause;

        @Option(
                names = "--warm-up",
                defaultValue = "30",
                description = "Seconds that are counted by themselves, first.")
        private long warmUp;

        @Option(names = "--seconds", defaultValue = "60", description = "How long it is measured after that.")
        private long seconds;

        @Override
        public Integer call() throws Exception {
            new BrowserLoad(new BrowserLoad.Plan(
                            comparisons,
                            overlap,
                            clients,
                            Duration.ofMillis(pause),
                            Duration.ofSeconds(warmUp),
                            Duration.ofSeconds(seconds)))
                    .run();
            return 0;
        }
    }

    @Command(
            name = "keys",
            mixinStandardHelpOptions = true,
            description = "One annotator in Chromium: key press to the next pair; then a start on kept data.")
    static final class Keys implements Callable<Integer> {
        @Option(names = "--presses", defaultValue = "100", description = "Verdicts that are given.")
        private int presses;

        @Override
        public Integer call() throws Exception {
            new KeyPress(presses).run();
            return 0;
        }
    }

    @Command(
            name = "large",
            mixinStandardHelpOptions = true,
            description = "A study of a million judgements: next pair, submit, pgbench beside them, pages, export.")
    static final class Large implements Callable<Integer> {
        @Option(names = "--comparisons", defaultValue = "200000", description = "Comparisons of the study.")
        private int comparisons;

        @Option(names = "--votes", defaultValue = "5", description = "Votes that every comparison has already.")
        private int votes;

        @Option(names = "--seconds", defaultValue = "20", description = "How long each load lasts.")
        private long seconds;

        @Option(names = "--data", description = "Where the database is kept for another time; a fresh one if absent.")
        private @Nullable Path data;

        @Override
        public Integer call() throws Exception {
            new LargeStudy(comparisons, votes, Duration.ofSeconds(seconds), data).run();
            return 0;
        }
    }

    @Command(
            name = "duplicates",
            mixinStandardHelpOptions = true,
            description = "Near duplicates planted in a corpus: how many corpus clean finds, and how fast.")
    static final class Duplicates implements Callable<Integer> {
        @Option(names = "--texts", defaultValue = "1000000", description = "Texts of the corpus.")
        private int texts;

        @Option(names = "--folder", required = true, description = "Folder for the corpus and what stays of it.")
        private Path folder;

        @Override
        public Integer call() throws Exception {
            DuplicatesFound result = DuplicatesFound.in(Files.createDirectories(folder), texts, 1);
            System.out.printf(
                    "%d texts: %d of %d near duplicates found (%.2f %%), %d of %d others taken (%.3f %%);"
                            + " %.0f s, %.0f texts/s%n",
                    result.texts(),
                    result.found(),
                    result.near(),
                    100.0 * result.found() / result.near(),
                    result.wrong(),
                    result.others(),
                    100.0 * result.wrong() / result.others(),
                    result.seconds(),
                    result.texts() / result.seconds());
            return 0;
        }
    }
}
