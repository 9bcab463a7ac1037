package org.careloop.web.training.cloning;

import org.careloop.run.RunKind;
import org.careloop.web.training.Run;

/** Stores what a feature keeps of runs of some kinds beside the run itself. */
public interface ClonedRows {

    boolean isOf(RunKind kind);

    /** Copies it from the origin to its clone; in the transaction that stores the clone. */
    void copy(Run origin, Run clone);
}
