package org.careloop.ppo.dpo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.text.ChatFormat;
import org.careloop.ppo.policy.Sequence;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.ComparisonFile;
import org.careloop.run.Phrase;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;

/**
 * The comparisons that direct preference optimisation can learn from, with counts of those that it cannot use. Ties are
 * among these, because the loss has no term for them.
 *
 * @param counts rows and votes, used and unused, by name
 */
record VotedPairs(List<VotedPair> pairs, Map<String, Long> counts) {
    private static final String TIES = "ties left out";
    private static final String NO_PREFERENCE = "comparisons without a preference";
    private static final String TOO_LONG = "comparisons too long";

    /**
     * @param maxLength tokens of a prompt and a response together
     * @throws BadInput when nothing is left to learn from
     */
    static VotedPairs read(Path file, ChatFormat format, int maxLength) throws IOException {
        List<VotedPair> pairs = new ArrayList<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Comparison row : ComparisonFile.pairs(file)) {
            count(counts, TIES, weightless(row));
            VotedPair pair = encode(row, format);
            if (pair.weight() == 0) {
                count(counts, NO_PREFERENCE, 1);
            } else if (pair.longest() > maxLength) {
                count(counts, TOO_LONG, 1);
            } else {
                pairs.add(pair);
                count(counts, "comparisons", 1);
                count(counts, "votes", row.votes().size() - weightless(row));
            }
        }
        if (pairs.isEmpty()) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "run.no-preferences",
                            "no comparison to learn from (%s); expected votes for A or B on responses of at most %d tokens with their prompt"
                                    .formatted(unused(counts), maxLength),
                            unused(counts),
                            maxLength));
        }
        return new VotedPairs(pairs, counts);
    }

    private static Phrase unused(Map<String, Long> counts) {
        return Phrase.counted(
                counts,
                Map.of(
                        TIES,
                        Phrase.of("left-out.ties", TIES),
                        NO_PREFERENCE,
                        Phrase.of("left-out.no-preference", NO_PREFERENCE),
                        TOO_LONG,
                        Phrase.of("left-out.too-long", TOO_LONG)));
    }

    private static void count(Map<String, Long> counts, String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    private static long weightless(Comparison row) {
        return row.votes().stream().filter(vote -> !vote.verdict().isDecisive()).count();
    }

    private static VotedPair encode(Comparison row, ChatFormat format) {
        int[] prompt = format.prompt(row.prompt());
        return new VotedPair(
                new Sequence(prompt, format.response(row.a())),
                new Sequence(prompt, format.response(row.b())),
                weight(row, Verdict.A),
                weight(row, Verdict.B));
    }

    private static double weight(Comparison row, Verdict verdict) {
        return row.votes().stream()
                .filter(vote -> vote.verdict() == verdict)
                .mapToDouble(Vote::weight)
                .sum();
    }
}
