package org.careloop.web.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.LfsPointer;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;

/** The files that a directory with a model, or with an adapter, must have, and the hash of its weights. */
public final class WeightFiles {
    private static final String ENDING = ".safetensors";

    private WeightFiles() {}

    /**
     * Checks that a directory holds a whole model, or an adapter whose base lies on this server too; gives it as an absolute
     * path.
     *
     * @throws BadInput naming what is absent, no JSON, or a pointer of Git LFS
     */
    static Path check(Path directory) throws IOException {
        Path model = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(model)) {
            throw BadInput.in(
                    model,
                    Phrase.of(
                            "checkpoint.no-directory",
                            "no such directory on the server; expected one with a Hugging Face model"));
        }
        ModelDirectory.check(model);
        requireModel(ModelSource.isAdapter(model) ? ModelSource.of(model, null).directory() : model);
        requireWeights(model);
        return model;
    }

    private static void requireModel(Path model) throws IOException {
        for (String needed : List.of("config.json", "tokenizer.json")) {
            if (!Files.isRegularFile(model.resolve(needed))) {
                throw BadInput.in(
                        model,
                        Phrase.of(
                                "checkpoint.no-file",
                                needed + " is not in it; expected a Hugging Face model directory",
                                needed));
            }
            Json.requireJson(model.resolve(needed));
        }
        requireWeights(model);
    }

    private static void requireWeights(Path model) throws IOException {
        List<Path> files = files(model);
        if (files.isEmpty()) {
            throw BadInput.in(
                    model,
                    Phrase.of(
                            "checkpoint.no-weights",
                            "no *.safetensors in it; expected the model's weights in that format"));
        }
        for (Path file : files) {
            LfsPointer.refuse(file);
        }
    }

    /** The SHA-256 of each weights file, by its name. */
    static SortedMap<Path, String> sums(Path directory) throws IOException {
        SortedMap<Path, String> sums = new TreeMap<>();
        for (Path file : files(directory)) {
            sums.put(file, Sha256.of(file));
        }
        return sums;
    }

    /**
     * The SHA-256 of the weights file; for several files, the SHA-256 of the output of {@code sha256sum *.safetensors},
     * so that anybody can check it.
     */
    public static String sha256(SortedMap<Path, String> sums) {
        if (sums.size() == 1) {
            return sums.values().iterator().next();
        }
        return Sha256.of(sums.entrySet().stream()
                .map(sum -> sum.getValue() + "  " + sum.getKey().getFileName() + "\n")
                .collect(Collectors.joining()));
    }

    /** Whether a file holds weights, by its name. */
    public static boolean isOne(Path file) {
        return file.toString().endsWith(ENDING);
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(WeightFiles::isOne).sorted().toList();
        }
    }
}
