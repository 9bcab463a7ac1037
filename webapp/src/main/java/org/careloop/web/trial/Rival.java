package org.careloop.web.trial;

import org.careloop.web.checkpoint.Checkpoint;

/** A model that a checkpoint can be held against. */
public record Rival(Checkpoint model, Standing standing) {
    /** What a model is to the checkpoint, in the order in which rivals are offered. */
    public enum Standing {
        /** What it was trained from. */
        BASE,
        /** Somebody signed for it. */
        APPROVED,
        OTHER
    }
}
