package org.careloop.lm.cleaning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.corpus.Corpus;
import org.careloop.run.corpus.TextFile;

/**
 * A file of the corpus.
 *
 * @param name under which what stays of it is written, below {@code texts/}
 */
record InputFile(TextFile file, String name) {

    /**
     * The files at the given places in order, as {@link Corpus#files} finds them.
     *
     * @throws BadInput when a place cannot be used, or two files would be written under one name
     */
    static List<InputFile> of(List<Path> places) throws IOException {
        List<InputFile> files = new ArrayList<>();
        Map<String, Path> names = new HashMap<>();
        for (Path place : places) {
            Path absolute = place.toAbsolutePath().normalize();
            for (Path file : Corpus.files(List.of(place))) {
                String name = name(absolute, file, places.size() > 1);
                Path before = names.put(name, file);
                if (before != null) {
                    throw BadInput.in(
                            file,
                            Phrase.filled(
                                    "cleaning.same-name",
                                    "what stays of it would be written under the same name as that of %s; rename one"
                                            + " of them, or clean them one after the other",
                                    before));
                }
                files.add(new InputFile(new TextFile(file), name));
            }
        }
        return files;
    }

    private static String name(Path place, Path file, boolean several) {
        if (!Files.isDirectory(place)) {
            return String.valueOf(file.getFileName());
        }
        String below = place.relativize(file).toString();
        return several ? Objects.requireNonNull(place.getFileName()) + "/" + below : below;
    }
}
