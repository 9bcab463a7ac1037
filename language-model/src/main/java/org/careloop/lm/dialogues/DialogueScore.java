package org.careloop.lm.dialogues;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code scores.jsonl}.
 *
 * @param id of the dialogue; {@code line 7} where it has none
 * @param score of the dialogue, from the ratios of its turns; null where it has none
 * @param turns after the first that were read both ways
 * @param tooLong turns that do not fit into the model with their history
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DialogueScore(String id, @Nullable Double score, List<TurnScore> turns, int tooLong) {
    static final String MINIMUM = "minimum";

    DialogueScore {
        turns = List.copyOf(turns);
    }

    /** @param aggregate as the setting has it */
    static DialogueScore of(String id, List<TurnScore> turns, int tooLong, String aggregate) {
        return new DialogueScore(id, turns.isEmpty() ? null : aggregate(turns, aggregate), turns, tooLong);
    }

    private static double aggregate(List<TurnScore> turns, String aggregate) {
        var ratios = turns.stream().mapToDouble(TurnScore::ratio);
        return aggregate.equals(MINIMUM)
                ? ratios.min().orElseThrow()
                : ratios.average().orElseThrow();
    }
}
