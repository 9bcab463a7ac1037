package org.careloop.web.training;

import org.careloop.run.Phrase;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus.Phase;

/** Takes in what runs of some kinds made. The system does this, not a person, so no role is asked for. */
public interface RunResults {

    boolean isOf(RunKind kind);

    /**
     * Takes in what a run made; does nothing when that was done already. In a transaction of the caller's.
     *
     * @throws org.careloop.run.BadInput when it cannot be taken in as things stand
     */
    void take(Run run, Phase ended);

    /** Notes why nothing could be taken in; in a transaction of its own, and again with every look. */
    default void refused(Run run, Phrase why) {}
}
