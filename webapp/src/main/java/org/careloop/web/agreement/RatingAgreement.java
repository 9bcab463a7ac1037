package org.careloop.web.agreement;

import java.util.List;
import org.careloop.web.people.PersonId;

/**
 * How far those who rate texts agree on one score, as the trainer of a rater counts it: Cohen's kappa with quadratic weights
 * (1968) and Spearman's rank correlation, each person against each other, with intervals of resampled texts.
 *
 * @param key of the criterion, or {@link org.careloop.web.study.Scores#OVERALL}
 * @param scores how many ratings have each score, that of 0 first
 * @param kappa its n is the number of texts that two or more rated
 * @param pairs of two people, those with the most texts in common first
 * @param morePairs how many pairs with fewer are left out
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RatingAgreement(
        String key, long[] scores, Coefficient kappa, Coefficient spearman, List<Two> pairs, int morePairs) {

    /** Two people on the texts that both rated. */
    public record Two(PersonId first, PersonId second, Coefficient kappa, Coefficient spearman) {}

    /** How many ratings have the score. */
    public long ratings() {
        long sum = 0;
        for (long count : scores) {
            sum += count;
        }
        return sum;
    }
}
