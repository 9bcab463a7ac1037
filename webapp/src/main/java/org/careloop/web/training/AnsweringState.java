package org.careloop.web.training;

import java.util.Optional;
import org.careloop.run.Phrase;
import org.careloop.web.study.StudyId;

/**
 * What a run asks its models, and what became of the answers.
 *
 * @param models their names, in the order of the run
 * @param into the study that the pairs become comparisons of
 * @param intoName its name
 * @param taken what came of the pairs; empty until they are made
 * @param problem why they are not in the study although they are made
 */
public record AnsweringState(
        String models,
        long prompts,
        Optional<StudyId> into,
        Optional<String> intoName,
        Optional<Taken> taken,
        Optional<Phrase> problem) {

    /**
     * The pairs of a run.
     *
     * @param comparisons that wait for votes
     * @param identical of the same text, which need none
     */
    public record Taken(long comparisons, long identical) {}
}
