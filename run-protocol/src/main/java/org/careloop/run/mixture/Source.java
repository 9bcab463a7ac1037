package org.careloop.run.mixture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A source of texts: files and folders, or such for each language.
 *
 * @param name as reports and figures have it: letters, digits, dots, dashes
 * @param role what a preset knows it as; null for its name
 * @param passes how often its texts may be read; null for once
 * @param quality which of its texts are learnt from; null for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        String name,
        @Nullable String role,
        @Nullable Integer passes,
        @Nullable List<String> files,
        @Nullable Map<String, List<String>> languages,
        @Nullable QualityCut quality) {
    private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*";

    public Source {
        require(name, "name");
        if (passes != null && passes < 1) {
            throw new BadValue(Phrase.filled(
                    "mixture.passes", "source \"%s\": passes is %s; expected a whole number, 1 or more", name, passes));
        }
        if ((files == null) == (languages == null)) {
            throw new BadValue(Phrase.filled(
                    "mixture.files",
                    "source \"%s\": expected either the field \"files\" with files and folders, or \"languages\" with"
                            + " such for each language",
                    name));
        }
        if (languages != null) {
            languages.keySet().forEach(language -> require(language, "language"));
        }
        if (quality != null) {
            quality.check(name);
        }
    }

    /** All texts of a source. */
    public Source(
            String name,
            @Nullable String role,
            @Nullable Integer passes,
            @Nullable List<String> files,
            @Nullable Map<String, List<String>> languages) {
        this(name, role, passes, files, languages, null);
    }

    private static void require(@Nullable String name, String field) {
        if (name == null || !name.matches(NAME)) {
            throw new BadValue(Phrase.filled(
                    "mixture.name",
                    "field \"%s\": given \"%s\", expected letters, digits, dots and dashes",
                    field,
                    String.valueOf(name)));
        }
    }

    /** What a preset knows it as. */
    String playedRole() {
        return Objects.requireNonNullElse(role, name);
    }

    /** Its parts that have shares of their own: its languages, or itself alone. */
    List<Stream> streams() {
        int times = Objects.requireNonNullElse(passes, 1);
        if (languages == null) {
            return List.of(new Stream(name, null, Objects.requireNonNull(files), times, quality));
        }
        List<Stream> streams = new ArrayList<>();
        languages.forEach((language, places) -> streams.add(new Stream(name, language, places, times, quality)));
        return streams;
    }

    /**
     * What is read in one order and has one share: a source, or one language of it.
     *
     * @param language null where the source is not divided
     * @param places files and folders
     * @param passes how often they may be read
     * @param quality which of its texts are learnt from; null for all
     */
    public record Stream(
            String source,
            @Nullable String language,
            List<String> places,
            int passes,
            @Nullable QualityCut quality) {
        /** As figures and reports name it. */
        public String label() {
            return language == null ? source : source + "/" + language;
        }
    }
}
