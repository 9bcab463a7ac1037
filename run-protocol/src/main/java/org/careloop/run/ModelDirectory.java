package org.careloop.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Finds the checkpoint that a person named: its own directory, or the run that made it. */
public final class ModelDirectory {
    static final String ADAPTER = "adapter_config.json";

    /** Where a run keeps the adapter that it trained, inside the directory of the merged model. */
    public static final String KEPT_ADAPTER = "adapter";

    private ModelDirectory() {}

    /**
     * The directory that holds {@code config.json}, absolute.
     *
     * @param given a checkpoint directory, or a run directory with its {@code model/}
     * @throws BadInput when there is no checkpoint at either place, or a lone adapter, which
     *     {@link ModelSource} takes, or when a file leads out of it
     */
    public static Path of(Path given) throws IOException {
        refuseAdapter(given);
        if (isCheckpoint(given)) {
            return checked(given);
        }
        RunDirectory run = new RunDirectory(given);
        refuseAdapter(run.model());
        if (isCheckpoint(run.model())) {
            return checked(run.model());
        }
        if (Files.exists(run.spec())) {
            throw BadInput.in(given, Phrase.of("model.not-yet", "this run has no model yet; wait until it is done"));
        }
        throw BadInput.in(
                given,
                Files.isDirectory(given)
                        ? Phrase.of(
                                "model.none-here",
                                "no config.json in it; expected a model directory, or the directory of a finished run")
                        : Phrase.of("model.no-directory", "the directory does not exist; check its name"));
    }

    /** The folder of a model or an adapter, absolute, whose files all lie in it. */
    static Path checked(Path folder) throws IOException {
        ModelFiles.check(folder);
        return folder.toAbsolutePath().normalize();
    }

    /** transformers lays an adapter over its base also where a whole model lies beside it. */
    private static void refuseAdapter(Path given) {
        if (Files.isRegularFile(given.resolve(ADAPTER))) {
            throw BadInput.in(
                    given.resolve(ADAPTER),
                    isCheckpoint(given)
                            ? Phrase.of(
                                    "adapter.beside-model",
                                    "an adapter lies beside a whole model; expected one of them: move the adapter's files elsewhere, or merge it with PEFT: AutoPeftModelForCausalLM.from_pretrained(DIR).merge_and_unload().save_pretrained(OUT)")
                            : Phrase.of(
                                    "adapter.not-whole",
                                    "an adapter was given where a whole model is needed; expected a folder with config.json and weights: merge it with PEFT: AutoPeftModelForCausalLM.from_pretrained(DIR).merge_and_unload().save_pretrained(OUT), and copy the tokenizer's files"));
        }
    }

    /**
     * What a model is called where it is not at hand: the name of the run that made it, or else of its directory. It
     * travels with models that were made from it, so it says nothing of where this machine keeps it.
     */
    public static String name(Path checkpoint) {
        Path path = checkpoint.toAbsolutePath().normalize();
        if (isLoneAdapter(path) && path.endsWith(KEPT_ADAPTER)) {
            path = Objects.requireNonNull(path.getParent());
        }
        Path parent = path.getParent();
        if (parent != null
                && path.equals(new RunDirectory(parent).model())
                && Files.exists(new RunDirectory(parent).spec())) {
            path = parent;
        }
        return String.valueOf(path.getFileName());
    }

    /** Whether a directory holds an adapter and no whole model. */
    static boolean isLoneAdapter(Path directory) {
        return Files.isRegularFile(directory.resolve(ADAPTER)) && !isCheckpoint(directory);
    }

    static boolean isCheckpoint(Path directory) {
        return Files.isRegularFile(directory.resolve("config.json"));
    }
}
