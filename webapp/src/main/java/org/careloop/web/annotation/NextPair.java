package org.careloop.web.annotation;

import java.time.Instant;
import java.util.Optional;

/** What a person's queue holds: a pair, or nothing and why. */
public sealed interface NextPair {

    /** A pair, reserved for the person. */
    record Work(Pair pair) implements NextPair {}

    /** Nothing. */
    record Nothing(Reason reason, Optional<Instant> mayComeBackAt) implements NextPair {}

    /** Why there is nothing. */
    enum Reason {
        /** No study collects votes, or those that do have no comparisons. */
        NO_STUDY,
        /** What is open asks for languages or specialties that this person's account does not name. */
        NOT_FOR_ME,
        /** Colleagues hold all that this person could still judge. */
        WITH_COLLEAGUES,
        /** Everything that this person can judge in the study of their choice is judged; another study has more. */
        OTHER_STUDY,
        /** Everything that this person can judge is judged. */
        ALL_DONE
    }
}
