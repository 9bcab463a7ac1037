package org.careloop.run.preference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Phrase;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.rows.ComparisonFile;

/**
 * Votes grouped by prompt, with a count of everything that was left out.
 *
 * @param groups in order of each prompt's first appearance
 * @param excluded what was not used, by reason in words a person reads
 */
public record PreferenceData(List<PromptGroup> groups, Map<String, Long> excluded) {

    public PreferenceData {
        groups = List.copyOf(groups);
        excluded = Map.copyOf(excluded);
    }

    /**
     * The votes of a file, as every trainer reads them.
     *
     * @throws BadInput naming file, line and field of the error; when no vote is left, or none that prefers a response
     */
    public static PreferenceData read(Path file) throws IOException {
        return of(ComparisonFile.pairs(file), file.toString());
    }

    /**
     * Groups comparisons by prompt.
     *
     * @param source name of the source in error messages
     * @throws BadInput when no vote is left, or none that prefers a response
     */
    public static PreferenceData of(List<Comparison> comparisons, String source) {
        Grouping grouping = new Grouping();
        comparisons.forEach(grouping::add);
        PreferenceData data = grouping.result();
        if (data.groups.isEmpty()) {
            throw new BadInput(BadInput.inFile(
                    source,
                    Phrase.of(
                            "run.no-votes",
                            "no vote to learn from (left out: %s); expected comparisons of two different responses with votes"
                                    .formatted(data.excludedWords()),
                            data.excludedWords())));
        }
        if (data.preferring() == 0) {
            throw new BadInput(
                    BadInput.inFile(
                            source,
                            Phrase.of(
                                    "reward.none-decisive",
                                    "none of the votes prefers a response; expected some for A or B, for ties alone say nothing about which answers are good")));
        }
        return data;
    }

    /** Keeps the groups that pass a test; the comparisons of the others are counted as excluded. */
    public PreferenceData keep(Predicate<PromptGroup> wanted, String reason) {
        PreferenceData kept = new PreferenceData(groups.stream().filter(wanted).toList(), excluded);
        long lost = pairs().count() - kept.pairs().count();
        return lost == 0 ? kept : kept.leavingOut(reason, lost);
    }

    private PreferenceData leavingOut(String reason, long count) {
        Map<String, Long> counts = new TreeMap<>(excluded);
        counts.merge(reason, count, Long::sum);
        return new PreferenceData(groups, counts);
    }

    /** What was left out: each reason with its count. */
    public Phrase excludedWords() {
        return Grouping.words(excluded);
    }

    public Stream<PromptGroup.Pair> pairs() {
        return groups.stream().flatMap(group -> group.pairs().stream());
    }

    public Stream<Vote> votes() {
        return pairs().flatMap(pair -> pair.votes().stream());
    }

    public int responseCount() {
        return groups.stream().mapToInt(group -> group.responses().size()).sum();
    }

    /** How many prompts have a vote that prefers a response. */
    public long preferring() {
        return groups.stream().filter(PromptGroup::prefers).count();
    }

    /** Share of the vote weight that names no winner, {@link Verdict#BOTH_BAD} included. */
    public double tieRate() {
        return tieRate(votes().toList());
    }

    /** The same of some votes. */
    public static double tieRate(List<Vote> votes) {
        double all = votes.stream().mapToDouble(Vote::weight).sum();
        double ties = votes.stream()
                .filter(vote -> !vote.verdict().isDecisive())
                .mapToDouble(Vote::weight)
                .sum();
        return all == 0 ? 0 : ties / all;
    }
}
