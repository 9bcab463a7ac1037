package org.careloop.web.training.snapshots;

/**
 * Counts of what a snapshot holds and would not hold if it were taken today.
 *
 * @param outdated judgements that count no more: revised, or of an annotator whose votes were excluded
 * @param held comparisons that are held back for a privacy problem
 */
public record NotFrozenToday(long outdated, long held) {}
