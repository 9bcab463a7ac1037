package org.careloop.lm.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.careloop.run.ModelSource;
import org.careloop.run.cli.SettingsOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that reads with a model takes: the model, where its rows go, and settings. */
final class ModelOptions<T extends Record> extends SettingsOption<T> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A model directory, the directory of a finished run, or of an adapter.")
    private Path model;

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "Model that an adapter lies over; needed where the adapter does not say it.")
    private @Nullable Path base;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the rows; stdout if left out.")
    private @Nullable Path out;

    ModelOptions(Class<T> settings) {
        super(settings);
    }

    ModelSource source() throws IOException {
        return ModelSource.of(model, base);
    }

    @Nullable
    Path out() {
        return out;
    }
}
