package org.careloop.web.agreement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;

/**
 * How far the annotators of a study agree, from every counted vote.
 *
 * @param at when the votes were read
 * @param votes how many votes went in
 * @param overall the agreement on the verdicts
 * @param criteria by criterion, in the order of the design; the name is the criterion's key
 * @param languages by language, the most comparisons first; the name is empty where none is known
 * @param tags by tag, the most comparisons first
 * @param moreTags how many tags with fewer comparisons are left out
 * @param ratings of a study that rates texts, the overall score first, then its criteria; empty for one of comparisons
 * @param habits how each person's votes compare with the others'
 * @param usual how often a vote is the one that most others gave, over everybody
 * @param unlike how likely each person who agrees less often than the others together would do so by chance, adjusted for
 *     everybody who was tested
 * @param withGold how often each person gave a known answer
 * @param withSelf how often each person gave the same verdict on a swapped repeat
 */
public record AgreementReport(
        Instant at,
        long votes,
        Group overall,
        List<Group> criteria,
        List<Group> languages,
        List<Group> tags,
        int moreTags,
        List<RatingAgreement> ratings,
        Map<PersonId, Habits> habits,
        Proportion usual,
        Map<PersonId, Double> unlike,
        Map<PersonId, Proportion> withGold,
        Map<PersonId, Proportion> withSelf) {

    /**
     * The agreement on some of the votes.
     *
     * @param verdicts how many votes each verdict has, by its ordinal
     * @param comparisons those with two votes or more
     * @param pairs agreement of two, the pair with the most comparisons in common first
     * @param morePairs how many pairs with fewer are left out
     */
    public record Group(
            String name,
            long[] verdicts,
            long comparisons,
            Map<Measure, Coefficient> estimates,
            List<PairAgreement> pairs,
            int morePairs) {
        /**
         * Counts one layer of a sheet over some comparisons.
         *
         * @param choices how many verdicts people had to choose from
         * @param mostPairs how many pairs are listed
         */
        static Group of(
                String name, VoteSheet sheet, int layer, List<Integer> comparisons, int choices, int mostPairs) {
            Patterns patterns = sheet.patterns(layer, comparisons);
            Map<Long, double[]> tables = PairAgreement.tables(sheet, layer, comparisons);
            return new Group(
                    name,
                    patterns.verdicts(),
                    patterns.comparable(),
                    Bootstrap.estimates(patterns, choices),
                    PairAgreement.of(sheet.annotators(), tables, mostPairs),
                    Math.max(0, tables.size() - mostPairs));
        }

        public Coefficient estimate(Measure measure) {
            return estimates.getOrDefault(measure, new Coefficient.TooFew(0));
        }
    }

    public Habits habits(PersonId person) {
        return habits.getOrDefault(person, Habits.none());
    }

    /** Whether a person agrees with the others less often than these do among themselves, beyond chance. */
    public boolean isUnlike(PersonId person) {
        return unlike.getOrDefault(person, 1.0) < BinomialTests.LEVEL;
    }

    public Proportion withGold(PersonId person) {
        return withGold.getOrDefault(person, new Proportion(0, 0));
    }

    public Proportion withSelf(PersonId person) {
        return withSelf.getOrDefault(person, new Proportion(0, 0));
    }

    /** The sum of several shares. */
    public static Proportion sum(List<Proportion> shares) {
        return new Proportion(
                shares.stream().mapToInt(Proportion::hits).sum(),
                shares.stream().mapToInt(Proportion::of).sum());
    }
}
