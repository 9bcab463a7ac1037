package org.careloop.run.preference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Phrase;
import org.careloop.run.Vote;

/** Groups comparisons by prompt, each response text once, and counts what cannot be learnt from. */
final class Grouping {
    static final String NO_VOTES = "comparisons without a vote";
    static final String NO_WEIGHT = "votes of weight 0";
    static final String SAME_TEXT = "votes on two identical responses";

    private final Map<List<Message>, Members> prompts = new LinkedHashMap<>();
    private final Map<String, Long> excluded = new TreeMap<>();

    /** What was left out, for a person. */
    static Phrase words(Map<String, Long> excluded) {
        return Phrase.counted(
                excluded,
                Map.of(
                        NO_VOTES,
                        Phrase.of("left-out.no-votes", NO_VOTES),
                        NO_WEIGHT,
                        Phrase.of("left-out.no-weight", NO_WEIGHT),
                        SAME_TEXT,
                        Phrase.of("left-out.same-text", SAME_TEXT)));
    }

    private record Members(List<String> responses, List<PromptGroup.Pair> pairs) {
        Members() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        int indexOf(String text) {
            if (!responses.contains(text)) {
                responses.add(text);
            }
            return responses.indexOf(text);
        }
    }

    void add(Comparison comparison) {
        List<Vote> votes = usable(comparison);
        if (!votes.isEmpty()) {
            Members members = prompts.computeIfAbsent(comparison.prompt(), prompt -> new Members());
            String language = comparison.language() == null ? "unknown" : comparison.language();
            members.pairs.add(new PromptGroup.Pair(
                    comparison.id(),
                    members.indexOf(comparison.a()),
                    members.indexOf(comparison.b()),
                    language,
                    votes));
        }
    }

    private List<Vote> usable(Comparison comparison) {
        if (comparison.votes().isEmpty()) {
            exclude(NO_VOTES, 1);
        }
        List<Vote> votes =
                comparison.votes().stream().filter(vote -> vote.weight() > 0).toList();
        exclude(NO_WEIGHT, comparison.votes().size() - votes.size());
        // Equal texts have equal scores under every model, so such votes would only distort the tie threshold.
        if (comparison.a().equals(comparison.b())) {
            exclude(SAME_TEXT, votes.size());
            return List.of();
        }
        return votes;
    }

    private void exclude(String reason, long count) {
        if (count > 0) {
            excluded.merge(reason, count, Long::sum);
        }
    }

    PreferenceData result() {
        List<PromptGroup> groups = new ArrayList<>();
        prompts.forEach((prompt, members) -> groups.add(new PromptGroup(prompt, members.responses, members.pairs)));
        return new PreferenceData(groups, excluded);
    }
}
