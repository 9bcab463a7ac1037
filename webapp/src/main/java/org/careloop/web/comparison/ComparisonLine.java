package org.careloop.web.comparison;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.web.study.ComparisonId;
import org.jspecify.annotations.Nullable;

/**
 * A comparison in a list.
 *
 * @param position its place in the order of work
 * @param question the beginning of what was asked
 * @param votes that count
 * @param wanted votes that the study asks for
 * @param split how the votes go; empty for who may still be handed the comparison
 * @param flagged votes that call a response unsafe or see a privacy problem
 */
public record ComparisonLine(
        ComparisonId id,
        long position,
        String externalId,
        String question,
        @Nullable String language,
        List<String> tags,
        int votes,
        int wanted,
        Optional<Split> split,
        int flagged,
        Set<ComparisonFilter.Trait> traits) {

    /**
     * How many votes say what.
     *
     * @param scores the overall scores of a text, the lowest first; empty for a comparison
     */
    public record Split(int a, int same, int b, int bothBad, List<Integer> scores) {}

    ComparisonLine withoutVerdicts() {
        return new ComparisonLine(
                id, position, externalId, question, language, tags, votes, wanted, Optional.empty(), flagged, traits);
    }
}
