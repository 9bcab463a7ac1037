package org.careloop.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Keeps whoever reads a model's folder inside it. A folder that somebody brought could else name any file of this machine,
 * whose contents would go into a prompt, a model card or a message.
 *
 * <p>Links are followed where they stay in the folder. In the cache of the Hugging Face libraries a snapshot is a folder of
 * links into the {@code blobs} of the same model, which stand two folders above it; those are followed too.
 */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * Checks each file of a model's folder, before any is read.
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
