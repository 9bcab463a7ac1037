package org.careloop.lm.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.ModelDirectory;
import org.careloop.run.cli.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that reads with a model takes: the model, where its rows go, and settings. */
final class ModelOptions {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A model directory, or the directory of a finished run.")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the rows; stdout if left out.")
    private @Nullable Path out;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Changes a setting.")
    private List<String> assignments = new ArrayList<>();

    Path directory() {
        return ModelDirectory.of(model);
    }

    @Nullable
    Path out() {
        return out;
    }

    <T extends Record> T settings(T defaults) {
        return Settings.apply(defaults, Settings.parse(assignments));
    }
}
