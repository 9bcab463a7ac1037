package org.careloop.lm.dialogues;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which dialogues are kept.
 *
 * @param keep which end of the scores
 * @param threshold the last score that is kept
 * @param kept their ids
 */
record Cut(Direction keep, double threshold, Set<String> kept) {

    /** Which end of the scores is kept. */
    enum Direction {
        /** Dialogues whose turns need their history. */
        LOW,
        /** Dialogues whose turns stand alone. */
        HIGH
    }

    /** Keeps scores up to a threshold, or from it on. */
    static Cut at(List<DialogueScore> scored, Direction keep, double threshold) {
        Set<String> kept = new HashSet<>();
        scored.stream()
                .filter(one -> keep == Direction.LOW ? score(one) <= threshold : score(one) >= threshold)
                .forEach(one -> kept.add(one.id()));
        return new Cut(keep, threshold, kept);
    }

    /** Keeps a share, rounded; of equal scores those that stand earlier. */
    static Cut share(List<DialogueScore> scored, Direction keep, double share) {
        Comparator<DialogueScore> ascending = Comparator.comparingDouble(Cut::score);
        List<DialogueScore> best = scored.stream()
                .sorted(keep == Direction.LOW ? ascending : ascending.reversed())
                .limit(Math.round(share * scored.size()))
                .toList();
        Set<String> kept = new HashSet<>();
        best.forEach(one -> kept.add(one.id()));
        return new Cut(keep, best.isEmpty() ? Double.NaN : score(best.getLast()), kept);
    }

    private static double score(DialogueScore dialogue) {
        return Objects.requireNonNull(dialogue.score());
    }
}
