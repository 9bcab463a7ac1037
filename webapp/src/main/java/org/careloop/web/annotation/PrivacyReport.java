package org.careloop.web.annotation;

import java.time.Instant;
import org.careloop.web.study.ComparisonId;

/**
 * Somebody saw in a comparison what should not be there. Until it is settled nobody is handed the comparison.
 *
 * @param externalId the comparison's id in files
 * @param reportedBy the display name of who saw it
 */
public record PrivacyReport(
        ComparisonId comparison, String externalId, String reportedBy, String why, Instant reportedAt) {}
