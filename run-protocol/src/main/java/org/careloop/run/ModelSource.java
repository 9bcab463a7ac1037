package org.careloop.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model as a person names it: a whole checkpoint, or an adapter in the format of PEFT and the checkpoint that it was
 * trained over.
 *
 * @param directory the whole checkpoint: configuration, weights, tokenizer; absolute
 * @param adapter directory of the adapter that is laid over it, absolute; null where there is none
 */
public record ModelSource(Path directory, @Nullable Path adapter) {
    private static final String BASE = "base_model_name_or_path";

    /** A whole checkpoint. */
    public static ModelSource whole(Path directory) {
        return new ModelSource(directory, null);
    }

    /**
     * Finds what a person named.
     *
     * @param given a checkpoint directory, the run that made it, or a directory with an adapter
     * @param base where an adapter's base lies, or null. Without it the base is the one that the adapter's run started
     *     from, or else the directory that {@code base_model_name_or_path} names
     * @throws BadInput when there is no model, or the base of an adapter is nowhere to be found
     */
    public static ModelSource of(Path given, @Nullable Path base) throws IOException {
        if (!isAdapter(given)) {
            return whole(ModelDirectory.of(given));
        }
        Path adapter = ModelDirectory.checked(given);
        return new ModelSource(base == null ? baseOf(adapter) : ModelDirectory.of(base), adapter);
    }

    /** Whether a directory holds an adapter and no whole model. */
    public static boolean isAdapter(Path directory) {
        return ModelDirectory.isLoneAdapter(directory);
    }

    /** The model that a run starts from. */
    public static ModelSource of(RunDirectory run, RunSpec spec) throws IOException {
        return of(run.path().resolve(spec.startsFrom()), spec.base(run));
    }

    private static Path baseOf(Path adapter) throws IOException {
        Path model = adapter.getParent();
        Path above = model == null ? null : model.getParent();
        if (above != null) {
            RunDirectory run = new RunDirectory(above);
            if (run.model().equals(model) && Files.exists(run.spec())) {
                return of(run, run.readSpec()).directory();
            }
        }
        Path config = adapter.resolve(ModelDirectory.ADAPTER);
        String named = Json.read(config, JsonNode.class).path(BASE).asString("");
        if (named.isEmpty() || !ModelDirectory.isCheckpoint(Path.of(named))) {
            throw BadInput.in(
                    config,
                    Phrase.of(
                            "model.adapter-base",
                            "field \"%s\" is \"%s\", and there is no such model directory here; expected the folder of the model that the adapter was trained over: name it with --base DIR, or write its path into the field"
                                    .formatted(BASE, named),
                            named));
        }
        return ModelDirectory.checked(Path.of(named));
    }

    /** The directory that names this model: the adapter's, where there is one. */
    public Path given() {
        return adapter == null ? directory : adapter;
    }
}
