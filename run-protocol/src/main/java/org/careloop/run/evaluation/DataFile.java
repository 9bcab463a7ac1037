package org.careloop.run.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;

/** Prompts and subject lists: those that come with the product by their names, those of a person by their files. */
final class DataFile {
    private DataFile() {}

    /**
     * Reads one.
     *
     * @param given a name, or a file
     * @param folder of the resources
     * @param names of those that come with the product
     */
    static <T> T read(String given, String folder, List<String> names, Class<T> type) throws IOException {
        if (names.contains(given)) {
            try (InputStream in = DataFile.class.getResourceAsStream("%s/%s.json".formatted(folder, given))) {
                if (in == null) {
                    throw new IllegalStateException("%s/%s.json is not in the program".formatted(folder, given));
                }
                return Json.MAPPER.readValue(in, type);
            }
        }
        if (!Files.exists(Path.of(given))) {
            throw new BadInput(Phrase.filled(
                    "evaluation.no-data-file",
                    "\"%s\" is neither a file nor one of %s; give one of these names, or a file of the same fields",
                    given,
                    String.join(", ", names)));
        }
        return Json.read(Path.of(given), type);
    }

    /** One value for everything that a record says. */
    static String sha256(Object value) {
        return Sha256.of(Json.MAPPER.writeValueAsString(value));
    }
}
