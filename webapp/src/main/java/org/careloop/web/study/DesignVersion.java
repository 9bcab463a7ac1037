package org.careloop.web.study;

import java.time.Instant;

/**
 * One version of a study's design.
 *
 * @param number from 1
 * @param reason why it was made; empty for the first, and for those of a draft
 * @param by who made it; empty for the installation itself
 */
public record DesignVersion(int number, StudyDesign design, String reason, String by, Instant at) {}
