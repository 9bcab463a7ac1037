package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a frozen snapshot holds: {@code dataset/manifest.json}.
 *
 * @param formatVersion the {@link Comparison#FORMAT_VERSION} of all rows; null where each row says it for itself
 * @param counts rows and votes by name: {@code comparisons}, {@code votes}, {@code prompts}
 * @param excluded votes left out, by reason
 * @param filters how the rows were chosen
 * @param studies what of it is of which study, where several were pooled; empty for one
 * @param sha256 of each file of the snapshot, by its name, lower-case hexadecimal
 */
public record DatasetManifest(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer formatVersion,

        Instant createdAt,
        Map<String, Long> counts,
        Map<String, Long> excluded,
        Map<String, String> filters,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OfStudy> studies,
        Map<String, String> sha256) {

    /** The part of one study; the rows say its name in {@code study} and begin their ids with its place in the list, from 1. */
    public record OfStudy(String study, Map<String, Long> counts, Map<String, Long> excluded) {}

    public DatasetManifest {
        studies = studies == null ? List.of() : List.copyOf(studies);
    }

    /** What is not of several studies. */
    public DatasetManifest(
            @Nullable Integer formatVersion,
            Instant createdAt,
            Map<String, Long> counts,
            Map<String, Long> excluded,
            Map<String, String> filters,
            Map<String, String> sha256) {
        this(formatVersion, createdAt, counts, excluded, filters, List.of(), sha256);
    }

    /** The SHA-256 of some files of a directory, by name. */
    public static Map<String, String> sha256(Path directory, Collection<String> names) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String name : names) {
            sums.put(name, Sha256.of(directory.resolve(name)));
        }
        return sums;
    }

    /**
     * Checks that the files are those that were frozen.
     *
     * @throws BadInput naming the first that is absent or was changed since
     */
    public void verify(Path directory) throws IOException {
        for (Map.Entry<String, String> entry : sha256.entrySet()) {
            Path file = directory.resolve(entry.getKey());
            if (!Files.exists(file)) {
                throw BadInput.in(
                        file,
                        Phrase.of("file.not-frozen", "the file does not exist, but the manifest beside it lists it"));
            }
            if (!Sha256.of(file).equals(entry.getValue())) {
                throw BadInput.in(
                        file,
                        Phrase.of(
                                "file.changed",
                                "the file was changed after it was frozen (its SHA-256 is not the manifest's)"));
            }
        }
    }
}
