package org.careloop.web.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * A checkpoint that learnt from some judgements, itself or by way of another.
 *
 * @param name of the checkpoint
 * @param checkpoint all of it, where the person asking may see it
 * @param ways each once, the direct one first
 */
public record Touched(CheckpointId id, String name, Optional<Checkpoint> checkpoint, List<Way> ways) {

    /** How a judgement reached a checkpoint. */
    public enum Kind {
        /** The run's snapshot holds it, and the run reads votes. */
        VOTES,
        /** The run started from a model that it had reached. */
        BASE,
        /** A reward model that it had reached guided the run. */
        REWARD
    }

    /** @param through the model on the way; empty for {@link Kind#VOTES} */
    public record Way(Kind kind, Optional<Lineage.Ancestor> through) {}
}
