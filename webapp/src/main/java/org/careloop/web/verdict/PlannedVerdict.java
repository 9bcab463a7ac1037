package org.careloop.web.verdict;

import java.time.Instant;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.web.checkpoint.CheckpointId;

/**
 * The terms of a verdict as a person enters them, see {@link VerdictPlan}.
 *
 * @param terms with both models
 */
public record PlannedVerdict(
        VerdictTerms terms,
        Optional<CheckpointId> candidate,
        Optional<CheckpointId> rival,
        double effect,
        double power,
        int prompts) {
    public PlannedVerdict {
        String newModel = terms.candidate().orElseThrow();
        String old = terms.rival().orElseThrow();
        if (newModel.equals(old)) {
            throw VerdictData.itself(newModel, newModel);
        }
        if (!(effect > 0 && effect <= 1)) {
            throw BadInput.field("effect", effect, Phrase.range(0, 1));
        }
        if (prompts < 1) {
            throw BadInput.field("prompts", prompts, Phrase.of("or-more", "1 or more", 1));
        }
    }

    VerdictPlan at(Instant moment) {
        return new VerdictPlan(terms, candidate, rival, effect, power, prompts, moment, "");
    }
}
