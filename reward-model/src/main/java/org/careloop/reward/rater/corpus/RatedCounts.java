package org.careloop.reward.rater.corpus;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was rated so far.
 *
 * @param tokens that were read of the texts
 * @param cut texts longer than the rater reads, of which the beginning was
 * @param blank texts passed over because nothing is in them
 * @param unreadable rows left out
 * @param groups scores by the row's {@code language} and {@code source}, where it has them
 */
record RatedCounts(long tokens, long cut, long blank, long unreadable, Spread all, Map<String, Spread> groups) {
    /** As many groups are kept apart; a corpus where each row has a source of its own would fill the memory. */
    private static final int MOST_GROUPS = 200;

    static final String OTHERS = "others";

    static RatedCounts none() {
        return new RatedCounts(0, 0, 0, 0, Spread.none(), new TreeMap<>());
    }

    RatedCounts passedOver(long blanks, long unreadables) {
        return new RatedCounts(tokens, cut, blank + blanks, unreadable + unreadables, all, groups);
    }

    RatedCounts read(long ofTokens, long ofCut) {
        return new RatedCounts(tokens + ofTokens, cut + ofCut, blank, unreadable, all, groups);
    }

    /** @param names of the groups that the text is in */
    RatedCounts rated(double score, Iterable<String> names) {
        for (String name : names) {
            String known = groups.containsKey(name) || groups.size() < MOST_GROUPS ? name : OTHERS;
            groups.put(known, groups.getOrDefault(known, Spread.none()).with(score));
        }
        return new RatedCounts(tokens, cut, blank, unreadable, all.with(score), groups);
    }

    /** Figures and a histogram for a terminal. */
    String text() {
        StringBuilder text = new StringBuilder(all.line("all"));
        groups.forEach((name, spread) -> text.append(spread.line(name)));
        return text.append(all.histogram()).toString();
    }
}
