package org.careloop.run.preference;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.Vote;

/**
 * All comparisons of one prompt: its distinct responses, and the judged pairs among them. A group is never split over two
 * batches, so each response is forwarded once an epoch, nor over training and evaluation.
 *
 * @param responses distinct texts, in order of first appearance
 */
public record PromptGroup(List<Message> prompt, List<String> responses, List<Pair> pairs) {

    public PromptGroup {
        responses = List.copyOf(responses);
        pairs = List.copyOf(pairs);
    }

    /**
     * One comparison.
     *
     * @param a index of response A among the group's responses
     * @param b index of response B
     * @param language a BCP 47 tag, or {@code unknown}
     * @param votes at least one, each of weight above 0
     */
    public record Pair(String comparison, int a, int b, String language, List<Vote> votes) {
        public Pair {
            votes = List.copyOf(votes);
        }
    }

    /** Whether a vote prefers one of two responses. */
    public boolean prefers() {
        return pairs.stream()
                .flatMap(pair -> pair.votes().stream())
                .anyMatch(vote -> vote.verdict().isDecisive());
    }

    public int voteCount() {
        return pairs.stream().mapToInt(pair -> pair.votes().size()).sum();
    }
}
