package org.careloop.web.dataset.identifiers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;

/**
 * What was decided on the identifiers of one import, as it is kept.
 *
 * @param decidedBy the name of the account; null for a command, or for what the system brought in
 * @param counts by kind, how many by what was decided on them
 * @param reason why some were accepted; empty where none was
 */
public record IdentifierDecision(
        StudyId study,
        @Nullable String decidedBy,
        Instant decidedAt,
        List<HashedFile> files,
        Map<String, Map<String, Long>> counts,
        String reason) {
    /**
     * A file that was decided on.
     *
     * @param sha256 in hexadecimal
     */
    public record HashedFile(String name, String sha256) {}
}
