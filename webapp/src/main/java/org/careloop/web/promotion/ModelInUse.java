package org.careloop.web.promotion;

import java.time.Instant;

/**
 * The approved model of a study.
 *
 * @param sha256 of its weights
 * @param report SHA-256 of the verdict's report, which is handed out as {@code verdict.json}
 * @param record SHA-256 of what was signed, which is handed out as {@code approval.json}
 */
public record ModelInUse(
        String checkpoint,
        String name,
        String sha256,
        String signedBy,
        Instant signedAt,
        String report,
        String record) {
    static ModelInUse of(Promotion act) {
        return new ModelInUse(
                act.checkpoint().toString(),
                act.name(),
                act.weightsSha256(),
                act.signedBy(),
                act.signedAt(),
                act.reportSha256().orElse(""),
                act.sha256());
    }
}
