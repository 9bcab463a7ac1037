package org.careloop.lm.cleaning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Stack;
import org.careloop.lm.cleaning.benchmark.ExamPassages;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.cli.Progress;
import org.careloop.run.cli.SettingsOption;
import org.careloop.run.corpus.Corpus;
import org.careloop.run.corpus.RowFields;
import org.careloop.run.settings.CleaningSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What both commands are given, and the work on it. */
final class Inputs {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|FOLDER",
            description = "The corpus: JSON Lines or plain text, packed as .gz or not, or folders of them.")
    private List<Path> places;

    @Option(
            names = "--benchmark",
            paramLabel = "FILE",
            parameterConsumer = EachBenchmark.class,
            description = "The files of a benchmark that no text may have questions of, or the folder that they lie in;"
                    + " once for each benchmark.")
    private List<GivenBenchmark> benchmarks = new ArrayList<>();

    @Mixin
    private SettingsOption<CleaningSettings> options = new SettingsOption<>(CleaningSettings.class);

    /** The files of one benchmark. */
    private record GivenBenchmark(List<Path> files) {}

    /** The names behind each {@code --benchmark} are one benchmark. */
    @SuppressWarnings("JdkObsolete") // the parameter that picocli gives
    private static final class EachBenchmark implements CommandLine.IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            List<Path> files = new ArrayList<>();
            while (!arguments.isEmpty() && !arguments.peek().startsWith("-")) {
                files.add(Path.of(arguments.pop()));
            }
            if (files.isEmpty()) {
                throw new CommandLine.ParameterException(
                        command.commandLine(), "--benchmark: no file was given; expected the files of a benchmark");
            }
            List<GivenBenchmark> all = option.getValue();
            all.add(new GivenBenchmark(files));
        }
    }

    /** A benchmark that was read. */
    private record Named(String name, Benchmark benchmark) {}

    /** Everything that was read and checked before the first text is examined. */
    record Prepared(
            List<InputFile> files,
            CleaningSettings settings,
            @Nullable ExamPassages exams,
            List<Report.OfBenchmark> benchmarks) {}

    /** @throws BadInput when a file, a benchmark or a setting cannot be used */
    Prepared prepare() throws IOException {
        CleaningSettings settings = options.settings();
        List<InputFile> files = InputFile.of(places);
        RowFields fields = RowFields.parse(settings.texts().fields());
        for (InputFile file : files) {
            Corpus.requireReadable(file.file(), fields);
        }
        List<Named> named = new ArrayList<>();
        for (GivenBenchmark given : benchmarks) {
            Path first = given.files().getFirst();
            named.add(new Named(
                    Objects.requireNonNull(first.toAbsolutePath().normalize().getFileName())
                            .toString(),
                    Benchmark.read(given.files(), true)));
        }
        CleaningSettings.Benchmarks rules = settings.benchmarks();
        ExamPassages exams = named.isEmpty()
                ? null
                : ExamPassages.of(
                        named.stream().map(Named::name).toList(),
                        named.stream().map(Named::benchmark).toList(),
                        rules.overlap(),
                        rules.commonIn());
        return new Prepared(
                files,
                settings,
                exams,
                named.stream()
                        .map(each -> new Report.OfBenchmark(
                                each.name(),
                                each.benchmark().layout().label(),
                                each.benchmark().questions().size(),
                                each.benchmark().unkeyed(),
                                each.benchmark().sha256()))
                        .toList());
    }

    /**
     * Refuses to write where is read: what stays would be cleaned with the rest by the next command.
     *
     * @throws BadInput where one lies in the other
     */
    void refuseInside(Path out) {
        Path made = out.toAbsolutePath().normalize();
        for (Path place : places) {
            Path read = place.toAbsolutePath().normalize();
            if (made.startsWith(read) || read.startsWith(made)) {
                throw BadInput.in(
                        out,
                        Phrase.filled(
                                "cleaning.out-inside",
                                "it and %s, which is to be cleaned, lie in one another; name a folder beside the corpus"
                                        + " as --out",
                                place));
            }
        }
    }

    /** Reads the corpus. */
    static Report run(Prepared prepared, Cleaning.Sink sink) throws IOException {
        long memory = Runtime.getRuntime().maxMemory();
        try (Cleaning cleaning = new Cleaning(prepared.files(), prepared.settings(), prepared.exams(), sink, memory)) {
            Tally tally = cleaning.run(Progress.of("percent of the files"));
            if (tally.read().texts() == 0) {
                throw BadInput.in(
                        prepared.files().getFirst().file().path(),
                        Phrase.of("cleaning.empty", "no text in all of the corpus; give files that hold texts"));
            }
            return report(prepared, tally, cleaning.bytesOfText());
        }
    }

    private static Report report(Prepared prepared, Tally tally, long bytesOfText) throws IOException {
        Examples examples = new Examples(prepared.files(), prepared.settings());
        List<Report.OfRule> rules = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            rules.add(new Report.OfRule(
                    rule, rule.meaning(), tally.taken(rule), tally.beside(rule), examples.of(tally.examples(rule))));
        }
        return new Report(
                prepared.settings(),
                prepared.files().stream()
                        .map(file -> file.file().path().toString())
                        .toList(),
                tally.read(),
                tally.stays(),
                rules,
                tally.languages(),
                tally.identifiers(),
                tally.withIdentifiers(),
                prepared.benchmarks(),
                bytesOfText);
    }
}
