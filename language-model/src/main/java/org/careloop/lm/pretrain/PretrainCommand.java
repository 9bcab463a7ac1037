package org.careloop.lm.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.corpus.Corpus;
import org.careloop.run.mixture.Mixture;
import org.careloop.run.mixture.QualityCut;
import org.careloop.run.settings.PretrainSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code careloop pretrain}: goes on pre-training a model on texts. */
@Command(
        name = "pretrain",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on pre-training a model on texts: JSON Lines with a field text, or plain text, packed with gzip or"
                    + " not.",
            "The texts stay where they lie and are read as a stream; they must not change until the run is done.",
            "OUT becomes a run directory with the checkpoint in OUT/model; the same command again goes on where it"
                    + " stopped."
        })
public final class PretrainCommand extends TrainingCommand {
    @ArgGroup(multiplicity = "1")
    private Texts texts = new Texts();

    /** One of the two. */
    static final class Texts {
        @Option(
                names = "--mixture",
                required = true,
                paramLabel = "FILE",
                description = "JSON: sources of texts, and stages in which they have shares")
        private @Nullable Path mixture;

        @ArgGroup(exclusive = false)
        private @Nullable Plain plain;
    }

    /** Texts without shares. */
    static final class Plain {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "PATH",
                arity = "1..*",
                description = "files and folders of texts, in this order")
        private List<Path> data;

        @Option(
                names = "--tokens",
                paramLabel = "N",
                defaultValue = "0",
                description = "tokens to learn from; 0 for all of them (default: ${DEFAULT-VALUE})")
        private long tokens;

        @Option(
                names = "--passes",
                paramLabel = "N",
                defaultValue = "1",
                description = "how often the texts may be read (default: ${DEFAULT-VALUE})")
        private int passes;

        @ArgGroup
        private @Nullable Best best;
    }

    /** Which texts are learnt from, by the number in their field {@code quality}; one of the three. */
    static final class Best {
        @Option(
                names = "--min-quality",
                paramLabel = "SCORE",
                description = "learn from texts of at least this quality, the number that \"careloop rate\" wrote")
        private @Nullable Double minimum;

        @Option(
                names = "--best-share",
                paramLabel = "SHARE",
                description = "learn from the best texts, until they are so much of all tokens, above 0 to 1")
        private @Nullable Double share;

        @Option(
                names = "--best-tokens",
                paramLabel = "N",
                description = "learn from the best texts, until they have so many tokens")
        private @Nullable Long tokens;

        QualityCut cut() {
            return new QualityCut(minimum, share, tokens);
        }
    }

    public PretrainCommand() {
        super(RunKind.PRETRAIN, PretrainJob::load);
    }

    /** Whether the files are there; to read them takes hours where there are many. */
    @Override
    public void requireData() throws IOException {
        frozen();
    }

    @Override
    protected Data data() throws IOException {
        refuseChanged();
        Data frozen = frozen();
        if (settings(PretrainSettings.class).texts().badRows() == PretrainSettings.BadRows.REFUSE) {
            Corpus.requireReadable(
                    Objects.requireNonNull(frozen.files().get(kind().reads().file())));
        }
        return frozen;
    }

    /** The two files of the run, until this process ends. */
    private Data frozen() throws IOException {
        Path folder = Files.createTempDirectory("careloop-pretrain");
        folder.toFile().deleteOnExit();
        Data frozen = frozen(mixture(), folder);
        frozen.files().values().forEach(file -> file.toFile().deleteOnExit());
        return frozen;
    }

    /**
     * Writes down a mixture and which files it reads, as a run keeps them in {@code dataset/}.
     *
     * @param mixture its places absolute
     * @param folder for the two files
     * @throws BadInput when a place cannot be used
     */
    public static Data frozen(Mixture mixture, Path folder) throws IOException {
        RunDirectory names = new RunDirectory(folder);
        Path shares = folder.resolve(names.mixture().getFileName());
        Path listing = folder.resolve(names.texts().getFileName());
        Json.replace(shares, mixture);
        long files = Corpus.write(mixture.places(), listing);
        return new Data(
                Map.of(
                        shares.getFileName().toString(),
                        shares,
                        listing.getFileName().toString(),
                        listing),
                Map.of("files", files));
    }

    /** A run that goes on is told which file was changed, not just that something was. */
    private void refuseChanged() throws IOException {
        Path listing = new RunDirectory(out()).texts();
        if (Files.exists(listing)) {
            Corpus.verified(listing);
        }
    }

    private Mixture mixture() throws IOException {
        Path file = texts.mixture;
        if (file != null) {
            Path folder =
                    Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
            return Mixture.read(file).from(folder);
        }
        Plain plain = texts.plain;
        if (plain == null) {
            throw new IllegalStateException("picocli gives one of both");
        }
        require("--tokens", plain.tokens, plain.tokens >= 0, Phrase.filled("texts.at-least", "%s or more", 0));
        require("--passes", plain.passes, plain.passes >= 1, Phrase.filled("texts.at-least", "%s or more", 1));
        QualityCut cut = plain.best == null ? null : plain.best.cut();
        try {
            return Mixture.of(plain.data, plain.tokens, plain.passes, cut)
                    .from(Path.of("").toAbsolutePath());
        } catch (BadValue e) {
            throw new BadInput(e.phrase(), e);
        }
    }

    private static void require(String option, Object given, boolean fits, Phrase expected) {
        if (!fits) {
            throw BadInput.field(option, given, expected);
        }
    }
}
