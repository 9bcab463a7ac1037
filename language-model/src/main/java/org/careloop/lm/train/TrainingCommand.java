package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.ranks.Ranks;
import org.careloop.run.BadInput;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.RunOptions;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A command that trains. It makes a run directory from its options, or resumes one that the same command began, and
 * executes the run in this process. Each kind of run adds the options of its data.
 */
public abstract class TrainingCommand implements Commands.Summarised {
    private final RunKind kind;
    private final Job.Loader trainer;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "model to start from: a model directory, a run, or an adapter's directory")
    private Path model;

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "model that an adapter lies over; needed where the adapter does not say it")
    private @Nullable Path base;

    @Mixin
    private RunOptions<?> options;

    /** @param trainer loads the job of a run of this kind */
    protected TrainingCommand(RunKind kind, Job.Loader trainer) {
        this.kind = kind;
        this.trainer = trainer;
        options = new RunOptions<>(TrainerSettings.of(kind));
    }

    /**
     * The data of a run.
     *
     * @param files by name in {@code dataset/}
     * @param counts rows by kind, for the manifest
     */
    public record Data(Map<String, Path> files, Map<String, Long> counts) {}

    /**
     * Reads all of the data and checks it.
     *
     * @throws org.careloop.run.BadInput naming file, line and field of what does not fit
     */
    protected abstract Data data() throws IOException;

    /**
     * Looks at the data before the command is called, as far as that takes no longer than it is worth.
     *
     * @throws org.careloop.run.BadInput naming file, line and field of what does not fit
     */
    public void requireData() throws IOException {
        data();
    }

    protected final RunKind kind() {
        return kind;
    }

    /** Where the run goes. */
    protected final Path out() {
        return options.out();
    }

    /** The settings as given, the rest at their defaults. */
    protected final <T extends Record> T settings(Class<T> type) {
        return Settings.apply(type, options.changes());
    }

    /** The model that a person named, laid over the base that they named. */
    protected final ModelSource source(Path given) throws IOException {
        return ModelSource.of(given, base);
    }

    /** The reward model's directory, for a kind that needs one. */
    protected Optional<Path> reward() throws IOException {
        return Optional.empty();
    }

    /** What else judges the answers of a run and never trains, for a kind that samples answers. */
    protected List<String> watches() throws IOException {
        return List.of();
    }

    /** Loads the job of a run of this kind. */
    public final Job.Loader trainer() {
        return trainer;
    }

    @Override
    public final Map<String, Object> call() throws IOException {
        return Together.call(this::train);
    }

    private Map<String, Object> train(Ranks ranks) throws IOException {
        CommandRun run = checked();
        Agreement.require(ranks, () -> Agreement.facts(run));
        RunDirectory directory = prepared(run, ranks);
        return TrainingRun.execute(directory, trainer, ranks).summary(directory);
    }

    /** The run directory, which the first of several processes makes. */
    private RunDirectory prepared(CommandRun run, Ranks ranks) throws IOException {
        RunDirectory directory = ranks.isFirst()
                ? options.prepare(run)
                : new RunDirectory(options.out().toAbsolutePath().normalize());
        ranks.meet();
        if (!Files.exists(directory.spec())) {
            throw BadInput.in(
                    directory.path(),
                    Phrase.of(
                            "ranks.unshared",
                            "rank 0 made the run there and rank %d does not see it; give a directory that all machines share"
                                    .formatted(ranks.rank()),
                            ranks.rank()));
        }
        return directory;
    }

    /** The run, with its input checked: bad input is refused before a directory is made. */
    private CommandRun checked() throws IOException {
        BaseModel start = BaseModel.of(source(model));
        Map<String, Object> changed = options.changes();
        Data data = data();
        return new CommandRun(
                kind,
                start.source().given(),
                base == null ? null : ModelDirectory.of(base),
                reward().orElse(null),
                watches(),
                List.of(),
                changed,
                data.files(),
                data.counts());
    }
}
