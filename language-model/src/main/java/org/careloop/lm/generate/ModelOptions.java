package org.careloop.lm.generate;

import java.nio.file.Path;
import org.careloop.run.ModelDirectory;
import org.careloop.run.cli.SettingsOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that reads with a model takes: the model, where its rows go, and settings. */
final class ModelOptions<T extends Record> extends SettingsOption<T> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A model directory, or the directory of a finished run.")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the rows; stdout if left out.")
    private @Nullable Path out;

    ModelOptions(Class<T> settings) {
        super(settings);
    }

    Path directory() {
        return ModelDirectory.of(model);
    }

    @Nullable
    Path out() {
        return out;
    }
}
