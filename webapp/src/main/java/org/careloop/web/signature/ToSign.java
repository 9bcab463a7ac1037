package org.careloop.web.signature;

import org.careloop.web.agreement.Standing;

/**
 * What stands in a study that is about to be signed.
 *
 * @param votes how the votes stand
 * @param peopleLeftOut people whose votes are left out
 * @param openReports reports of a privacy problem that no lead has settled; while there is one, nothing is signed
 */
public record ToSign(Standing votes, int peopleLeftOut, long openReports) {
    boolean isComplete() {
        return votes.judged() >= votes.wanted();
    }
}
