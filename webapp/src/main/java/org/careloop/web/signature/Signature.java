package org.careloop.web.signature;

import java.time.Instant;

/**
 * The signature of a study by a person who entered the password again.
 *
 * @param signedBy their login
 * @param judgements votes that count
 * @param sha256 of {@code comparisons.jsonl} with everything that counts
 * @param nowSha256 of the same votes since an account among them was deleted and has another name; else as signed
 * @param formatVersion of that file
 * @param chainHead the last hash of the main audit chain before the signature
 */
public record Signature(
        String signedBy,
        Instant signedAt,
        String statement,
        long judgements,
        String sha256,
        String nowSha256,
        int formatVersion,
        String chainHead) {

    /**
     * What a check of a signature found.
     *
     * @param sha256 of the study's export now
     * @param inTrail whether the audit trail still holds the hash that was signed
     */
    public record Check(String sha256, boolean same, boolean inTrail) {
        public boolean holds() {
            return same && inTrail;
        }
    }
}
