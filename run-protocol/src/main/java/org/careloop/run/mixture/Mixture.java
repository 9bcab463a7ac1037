package org.careloop.run.mixture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * The file of a mixture: sources of texts, and stages one after the other in which they have shares.
 *
 * <pre>{@code
 * {"sources": [{"name": "medical", "languages": {"zh": ["medical/zh"], "en": ["medical/en"]}},
 *              {"name": "general", "languages": {"zh": ["general/zh"], "en": ["general/en"]}, "passes": 2}],
 *  "stages": [{"name": "stable", "tokens": 2000000000, "shares": {"medical": 19, "general": 1}, "languages": {"zh": 1, "en": 9}}]}
 * }</pre>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mixture(List<Source> sources, List<Stage> stages) {
    public Mixture {
        if (sources == null || sources.isEmpty()) {
            throw new BadValue(
                    Phrase.of("mixture.no-sources", "no sources; give at least one in the field \"sources\""));
        }
        if (stages == null || stages.isEmpty()) {
            throw new BadValue(Phrase.of("mixture.no-stages", "no stages; give at least one in the field \"stages\""));
        }
        Set<String> names = new HashSet<>();
        for (Source source : sources) {
            if (!names.add(source.name())) {
                throw new BadValue(Phrase.filled(
                        "mixture.twice", "source \"%s\" stands twice; give each a name of its own", source.name()));
            }
        }
    }

    /**
     * Texts in places of one kind, without shares.
     *
     * @param tokens that are read; 0 for all of them
     * @param passes how often they may be read
     * @param quality which of them are learnt from; null for all
     * @throws BadValue where the quality asks for nothing that can be
     */
    public static Mixture of(List<Path> places, long tokens, int passes, @Nullable QualityCut quality) {
        List<String> files = places.stream().map(Path::toString).toList();
        return new Mixture(
                List.of(new Source("data", null, passes, files, null, quality)),
                List.of(new Stage("data", tokens, null, Map.of("data", 1.0), null, null, null, null)));
    }

    /**
     * Reads a mixture and makes sure that its stages can be followed.
     *
     * @throws BadInput naming the field that does not fit
     */
    public static Mixture read(Path file) throws IOException {
        Mixture mixture = Json.readStrictly(file, Mixture.class);
        try {
            mixture.plan();
        } catch (BadValue e) {
            throw new BadInput(BadInput.inFile(file.toString(), e.phrase()), e);
        }
        return mixture;
    }

    /** The same, its places absolute; they were relative to a folder. */
    public Mixture from(Path folder) {
        return new Mixture(
                sources.stream()
                        .map(source -> new Source(
                                source.name(),
                                source.role(),
                                source.passes(),
                                source.files() == null ? null : absolute(folder, source.files()),
                                source.languages() == null ? null : absolute(folder, source.languages()),
                                source.quality()))
                        .toList(),
                stages);
    }

    private static Map<String, List<String>> absolute(Path folder, Map<String, List<String>> languages) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        languages.forEach((language, places) -> all.put(language, absolute(folder, places)));
        return all;
    }

    private static List<String> absolute(Path folder, List<String> places) {
        return places.stream()
                .map(place -> folder.resolve(place).toAbsolutePath().normalize().toString())
                .toList();
    }

    /** What has a share of its own, in the order of the file. */
    public List<Source.Stream> streams() {
        return sources.stream().flatMap(source -> source.streams().stream()).toList();
    }

    /**
     * Files and folders by the label of what reads them.
     *
     * @throws BadInput where there are none
     */
    public Map<String, List<Path>> places() {
        Map<String, List<Path>> places = new LinkedHashMap<>();
        for (Source.Stream stream : streams()) {
            if (stream.places().isEmpty()) {
                throw new BadInput(Phrase.filled(
                        "mixture.no-places",
                        "source \"%s\" has no files; name at least one file or folder",
                        stream.label()));
            }
            places.put(stream.label(), stream.places().stream().map(Path::of).toList());
        }
        return places;
    }

    /**
     * The shares of the streams over the whole run.
     *
     * @throws BadValue when the shares cannot be followed
     */
    public MixturePlan plan() {
        List<MixturePlan.Part> parts = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.tokens() == 0 && i < stages.size() - 1) {
                throw new BadValue(Phrase.filled(
                        "mixture.endless",
                        "stage \"%s\" has no tokens, and another stage comes after it; say how many it reads",
                        stage.name()));
            }
            StageShares shares = new StageShares(sources, stage);
            used.addAll(shares.used());
            parts.addAll(shares.parts());
        }
        for (Source source : sources) {
            if (!used.contains(source.name())) {
                throw new BadValue(Phrase.filled(
                        "mixture.unused",
                        "source \"%s\" has a share in no stage; give it one, or leave it out",
                        source.name()));
            }
        }
        return new MixturePlan(streams(), parts);
    }
}
