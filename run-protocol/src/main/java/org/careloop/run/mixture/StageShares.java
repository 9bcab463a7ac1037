package org.careloop.run.mixture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** The shares of one stage, each source's divided among its languages. */
final class StageShares {
    private final List<Source> sources;
    private final Stage stage;
    private final Map<String, Double> bySource;

    /** @throws BadValue when a share names nothing, or nothing has a share */
    StageShares(List<Source> sources, Stage stage) {
        this.sources = sources;
        this.stage = stage;
        bySource = bySource();
    }

    /** Names of the sources that have a share. */
    Set<String> used() {
        return bySource.entrySet().stream()
                .filter(share -> share.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<String, Double> bySource() {
        Map<String, Double> shares = stage.shares() == null ? ofPreset() : stage.shares();
        Set<String> names = sources.stream().map(Source::name).collect(Collectors.toSet());
        for (String name : shares.keySet()) {
            requireSource(names, "shares", name);
        }
        if (stage.languagesOf() != null) {
            stage.languagesOf().keySet().forEach(name -> requireSource(names, "languagesOf", name));
        }
        return normalised("shares", shares);
    }

    private void requireSource(Set<String> names, String field, String name) {
        if (!names.contains(name)) {
            throw new BadValue(Phrase.filled(
                    "mixture.no-source",
                    "stage \"%s\", field \"%s\": there is no source \"%s\"; the sources are %s",
                    stage.name(),
                    field,
                    name,
                    sources.stream().map(Source::name).collect(Collectors.joining(", "))));
        }
    }

    private Map<String, Double> ofPreset() {
        CptPreset preset = stage.preset();
        if (preset == null) {
            throw new BadValue(Phrase.filled(
                    "mixture.no-shares",
                    "stage \"%s\" says no shares of its sources; give it \"shares\", or a \"preset\"",
                    stage.name()));
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        preset.roles().forEach((role, share) -> {
            List<Source> playing = sources.stream()
                    .filter(source -> source.playedRole().equals(role))
                    .toList();
            if (playing.size() != 1) {
                throw new BadValue(Phrase.filled(
                        "mixture.no-role",
                        "stage \"%s\": preset %s needs one source whose name or role is \"%s\"; there are %s",
                        stage.name(),
                        preset.label(),
                        role,
                        playing.size()));
            }
            shares.put(playing.getFirst().name(), share);
        });
        return shares;
    }

    /** The parts of the stage, shares in the order of the streams. */
    List<MixturePlan.Part> parts() {
        int count = stage.parts();
        List<MixturePlan.Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Double> shares = new ArrayList<>();
            for (Source source : sources) {
                double whole = bySource.getOrDefault(source.name(), 0.0);
                shares.addAll(divided(source, whole, count == 1 ? 0 : (double) i / (count - 1)));
            }
            long tokens = stage.tokens() * (i + 1) / count - stage.tokens() * i / count;
            parts.add(new MixturePlan.Part(stage.name(), tokens, shares));
        }
        return parts;
    }

    /** @param way from the languages at the beginning (0) to those at the end (1) */
    private List<Double> divided(Source source, double whole, double way) {
        Map<String, List<String>> languages = source.languages();
        if (languages == null) {
            return List.of(whole);
        }
        if (whole == 0) {
            return languages.keySet().stream().map(language -> 0.0).toList();
        }
        Map<String, Double> begin = languages(source);
        Map<String, Double> end = languagesAtEnd(source, begin);
        return languages.keySet().stream()
                .map(language -> whole * ((1 - way) * share(begin, language) + way * share(end, language)))
                .toList();
    }

    private static double share(Map<String, Double> shares, String language) {
        return Objects.requireNonNull(shares.get(language));
    }

    private Map<String, Double> languages(Source source) {
        Map<String, Double> own = ownLanguages(source);
        if (own != null) {
            return ofSource(source, "languagesOf", own);
        }
        if (stage.languages() != null) {
            return ofSource(source, "languages", stage.languages());
        }
        if (stage.preset() != null) {
            return ofSource(source, "preset", stage.preset().languages());
        }
        if (Objects.requireNonNull(source.languages()).size() == 1) {
            return Map.of(source.languages().keySet().iterator().next(), 1.0);
        }
        throw new BadValue(Phrase.filled(
                "mixture.no-languages",
                "stage \"%s\": source \"%s\" is divided by language, and the stage does not say in which shares; give"
                        + " it \"languages\"",
                stage.name(),
                source.name()));
    }

    /** A source with languages of its own keeps them. */
    private Map<String, Double> languagesAtEnd(Source source, Map<String, Double> begin) {
        return stage.languagesAtEnd() == null || ownLanguages(source) != null
                ? begin
                : ofSource(source, "languagesAtEnd", stage.languagesAtEnd());
    }

    private @Nullable Map<String, Double> ownLanguages(Source source) {
        return stage.languagesOf() == null ? null : stage.languagesOf().get(source.name());
    }

    /** Shares of exactly the languages that a source has; a language without one would be lost unseen. */
    private Map<String, Double> ofSource(Source source, String field, Map<String, Double> shares) {
        Set<String> has = Objects.requireNonNull(source.languages()).keySet();
        if (!has.equals(shares.keySet())) {
            throw new BadValue(Phrase.filled(
                    "mixture.languages",
                    "stage \"%s\", field \"%s\": shares of %s, and source \"%s\" has %s; give a share to each language"
                            + " of a source and to no other, with languagesOf for a source of its own",
                    stage.name(),
                    field,
                    String.join(", ", shares.keySet()),
                    source.name(),
                    String.join(", ", has)));
        }
        return normalised(field, shares);
    }

    private Map<String, Double> normalised(String field, Map<String, Double> shares) {
        double sum = 0;
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            Double value = share.getValue();
            if (value == null || !Double.isFinite(value) || value < 0) {
                throw new BadValue(Phrase.filled(
                        "mixture.bad-share",
                        "stage \"%s\", field \"%s\": the share of \"%s\" is %s; expected a number, 0 or more",
                        stage.name(),
                        field,
                        share.getKey(),
                        String.valueOf(value)));
            }
            sum += value;
        }
        if (!(sum > 0)) {
            throw new BadValue(Phrase.filled(
                    "mixture.no-share",
                    "stage \"%s\", field \"%s\": the shares add up to nothing; give at least one a share above 0",
                    stage.name(),
                    field));
        }
        Map<String, Double> normal = new LinkedHashMap<>();
        double all = sum;
        shares.forEach((name, share) -> normal.put(name, share / all));
        return normal;
    }
}
