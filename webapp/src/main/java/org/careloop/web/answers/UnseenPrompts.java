package org.careloop.web.answers;

import java.util.List;

/**
 * How many prompts of a study no training of some models has seen.
 *
 * @param all different prompts of the study
 * @param seen those of them that a training has seen
 * @param examplesSeen the last questions of the first of these
 * @param untold names of models that came here without their training, so that nothing is known of what made them
 */
public record UnseenPrompts(long all, long seen, List<String> examplesSeen, List<String> untold) {
    public UnseenPrompts {
        examplesSeen = List.copyOf(examplesSeen);
        untold = List.copyOf(untold);
    }

    public long unseen() {
        return all - seen;
    }
}
