package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.careloop.run.ModelSource;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.AskingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of a command that asks one model: a checkpoint, or one behind a server. */
public final class AskedModel {

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    @Option(
            names = "--key",
            paramLabel = "VARIABLE",
            description = "The environment variable that holds the server's key. The key itself is written nowhere.")
    private @Nullable String key;

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "Model that an adapter lies over; needed where the adapter does not say it.")
    private @Nullable Path base;

    /** Exactly one of the two is given. */
    private static final class Choice {
        @Option(
                names = "--model",
                paramLabel = "DIR",
                description = "The model that is asked: a directory, a run, or an adapter's directory.")
        private @Nullable Path directory;

        @Option(
                names = "--server",
                paramLabel = "URL,MODEL",
                description =
                        "A model behind a server with OpenAI's interface, such as http://127.0.0.1:8000/v1,llama-3-8b.")
        private @Nullable String server;
    }

    /** @param name what the command calls it */
    public RunSpec.Answerer named(String name) throws IOException {
        Path directory = choice.directory;
        return directory == null
                ? Answerers.server(name, Objects.requireNonNull(choice.server), key)
                : RunSpec.Answerer.checkpoint(
                        name, ModelSource.of(directory, base).given().toString());
    }

    /** Opens it to be asked. */
    public AnsweringModel open(RunSpec.Answerer named, AskingSettings settings) throws IOException {
        return Answerers.open(named, Path.of(""), base, settings);
    }
}
