package org.careloop.web.checkpoint;

import java.util.Locale;

/** Where a policy stands that a run made. The database works it out of the acts of promotion. */
public enum ModelState {
    /** Nobody has approved it. */
    CANDIDATE,
    /** A lead has approved it, and it is the one in use of its study. */
    APPROVED,
    /** It was approved once: another has replaced it, or a lead took the approval back. */
    WITHDRAWN;

    /** The end of the keys of its words. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
