package org.careloop.web.audit;

import java.util.Optional;

/**
 * What a walk along all chains found.
 *
 * @param chains how many there are
 * @param links how many were read
 * @param brokenChains how many do not hold
 * @param head the hash of the main chain's last link; who keeps it elsewhere notices later when the end was cut off
 * @param firstBreak the first of the main chain, else of the first other chain by name; empty when all hold
 */
public record Verification(long chains, long links, int brokenChains, String head, Optional<Break> firstBreak) {

    /** What can be wrong with a link. */
    public enum Fault {
        /** It is not what was written: its hash does not fit. */
        CONTENT,
        /** It does not continue the one before. */
        ORDER,
        /** It is not there, though later ones are. */
        MISSING,
        /** It is not there, though the main chain recorded the chain at this link or a later one. */
        CUT_OFF,
        /** It fits, but is not the one that the main chain recorded here: the chain was written anew. */
        REWRITTEN,
        /** The main chain never opened its chain. */
        UNKNOWN_CHAIN
    }

    /** The first link of a chain that does not hold. */
    public record Break(String chain, long seq, Fault fault) {}

    public boolean isIntact() {
        return firstBreak.isEmpty();
    }
}
