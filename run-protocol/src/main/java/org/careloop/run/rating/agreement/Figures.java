package org.careloop.run.rating.agreement;

/**
 * How far scores agree with ratings.
 *
 * @param texts with a pair
 * @param pairs of a score and a rating
 * @param kappa with quadratic weights, scores rounded to whole ones
 * @param f1At3 of "at least 3"
 * @param f1At4 of "at least 4"
 */
public record Figures(int texts, int pairs, Estimate kappa, Estimate spearman, Estimate f1At3, Estimate f1At4) {}
