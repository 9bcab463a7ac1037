package org.careloop.web.audit;

import java.util.Optional;

/**
 * The result of verifying all chains.
 *
 * @param chains how many there are
 * @param links how many were read
 * @param brokenChains how many are broken
 * @param head the hash of the main chain's last link; kept elsewhere, it shows later whether the end was removed
 * @param firstBreak the first of the main chain, else of the first other chain by name; empty when none is broken
 */
public record Verification(long chains, long links, int brokenChains, String head, Optional<Break> firstBreak) {

    /** What can be wrong with a link. */
    public enum Fault {
        /** The content was changed: the hash does not fit. */
        CONTENT,
        /** The link does not continue the one before. */
        ORDER,
        /** The link is missing, and later ones exist. */
        MISSING,
        /** The link is missing, and the main chain recorded this link or a later one. */
        CUT_OFF,
        /** The link is consistent, but the main chain recorded another hash: the chain was rewritten. */
        REWRITTEN,
        /** The main chain has not recorded the opening of this chain. */
        UNKNOWN_CHAIN,
        /** Names were taken out of links, and the main chain recorded no such deletion, or another one. */
        ERASED
    }

    /** The first broken link of a chain. */
    public record Break(String chain, long seq, Fault fault) {}

    public boolean isIntact() {
        return firstBreak.isEmpty();
    }
}
