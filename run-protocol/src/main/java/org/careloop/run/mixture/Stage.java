package org.careloop.run.mixture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a run with a mixture of its own. Shares are by token; they need not add up to one.
 *
 * @param tokens that it reads; 0, in the last stage, until a source runs out
 * @param preset gives the shares that are not given here
 * @param shares of sources, by name
 * @param languages shares of the languages in each source that is divided
 * @param languagesAtEnd what these have become in the last part of the stage; null where they stay
 * @param languageSteps parts of equal length in which they change; null for 4
 * @param languagesOf shares of the languages in one source, where they are others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stage(
        String name,
        long tokens,
        @Nullable CptPreset preset,
        @Nullable Map<String, Double> shares,
        @Nullable Map<String, Double> languages,
        @Nullable Map<String, Double> languagesAtEnd,
        @Nullable Integer languageSteps,
        @Nullable Map<String, Map<String, Double>> languagesOf) {
    private static final int USUAL_STEPS = 4;

    public Stage {
        if (name == null || name.isBlank()) {
            throw new BadValue(Phrase.of("mixture.stage-name", "a stage has no name; give each a field \"name\""));
        }
        if (tokens < 0) {
            throw new BadValue(Phrase.filled(
                    "mixture.tokens",
                    "stage \"%s\": tokens is %s; expected how many it reads, or 0 in the last stage to read until a"
                            + " source runs out",
                    name,
                    tokens));
        }
        if (languageSteps != null && (languageSteps < 2 || languagesAtEnd == null)) {
            throw new BadValue(Phrase.filled(
                    "mixture.language-steps",
                    "stage \"%s\": languageSteps is %s; expected 2 or more, beside languagesAtEnd",
                    name,
                    languageSteps));
        }
        if (languagesAtEnd != null && tokens == 0) {
            throw new BadValue(Phrase.filled(
                    "mixture.no-end",
                    "stage \"%s\": languagesAtEnd needs to know where the stage ends; give it tokens",
                    name));
        }
    }

    /** In how many parts the languages change. */
    int parts() {
        return languagesAtEnd == null ? 1 : languageSteps == null ? USUAL_STEPS : languageSteps;
    }
}
