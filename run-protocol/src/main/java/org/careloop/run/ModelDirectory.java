package org.careloop.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

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
        check(folder);
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

    /**
     * Checks each file of a model's folder, before any is read: a folder that somebody brought could else name any file of this
     * machine, whose contents would go into a prompt, a model card or a message. Links are followed where they stay in the
     * folder. In the cache of the Hugging Face libraries a snapshot is a folder of links into the {@code blobs} of the same
     * model, which stand two folders above it; those are followed too.
     *
     * @throws BadInput for a link that leads out of the folder, or what is no file: a pipe would be waited for, a device read
     *     for ever
     */
    public static void check(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                // A link that leads nowhere is a file that is not there.
                if (Files.exists(entry) && !Files.isDirectory(entry)) {
                    require(folder, entry);
                }
            }
        }
    }

    /**
     * A file of a model's folder by the name that another of its files gives it.
     *
     * @param said where the name stands
     * @throws BadInput for a name that leads out of the folder
     */
    public static Path named(Path folder, String name, Path said) throws IOException {
        try {
            Path file = folder.resolve(name).normalize();
            if (!name.isEmpty() && file.startsWith(folder.normalize()) && isShort(file)) {
                if (Files.exists(file)) {
                    require(folder, file);
                }
                return file;
            }
        } catch (InvalidPathException e) {
            throw outside(name, said);
        }
        throw outside(name, said);
    }

    /** As every file system has names. */
    private static boolean isShort(Path file) {
        return String.valueOf(file.getFileName()).length() <= 255;
    }

    private static BadInput outside(String name, Path said) {
        return BadInput.in(
                said,
                Phrase.filled(
                        "model.name-outside",
                        "it names the file \"%s\"; expected files of the same folder: copy all files of the model again",
                        name));
    }

    private static void require(Path folder, Path file) throws IOException {
        Path real = file.toRealPath();
        Path inside = folder.toRealPath();
        if (!real.startsWith(inside) && !real.startsWith(blobs(inside))) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "model.link-outside",
                            "a link that leads out of the model's folder; expected the file itself, or a snapshot of a Hugging Face cache with its blobs: copy it with cp -L"));
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "model.no-file", "neither a file nor a folder; expected files alone in a model's folder"));
        }
    }

    /** {@code models--owner--name/blobs} beside {@code models--owner--name/snapshots/revision}; else the folder itself. */
    private static Path blobs(Path folder) {
        Path snapshots = folder.getParent();
        return snapshots != null && snapshots.endsWith("snapshots") ? snapshots.resolveSibling("blobs") : folder;
    }
}
