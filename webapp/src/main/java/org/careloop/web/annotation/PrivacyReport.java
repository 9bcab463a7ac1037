package org.careloop.web.annotation;

import java.time.Instant;
import org.careloop.web.study.ComparisonId;

/**
 * A report that a comparison shows personal data or the like. Until it is settled nobody is handed the comparison.
 *
 * @param externalId the comparison's id in files
 * @param reportedBy the display name of the person who reported it
 */
public record PrivacyReport(
        ComparisonId comparison, String externalId, String reportedBy, String why, Instant reportedAt) {}
