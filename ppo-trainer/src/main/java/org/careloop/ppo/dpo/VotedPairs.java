package org.careloop.ppo.dpo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.lm.text.ChatFormat;
import org.careloop.ppo.policy.Sequence;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.reward.likelihood.VoteTerms;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.Vote;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.preference.PromptGroup;
import org.careloop.run.settings.LikelihoodSettings;

/**
 * The comparisons that direct preference optimisation learns from, and how it takes their votes.
 *
 * @param ties {@link TieModel#NONE} where no vote is a tie or ties are to be left out
 * @param tieRate share of the votes' weight that names no winner
 * @param counts comparisons and votes, used and unused, by name
 */
record VotedPairs(
        List<VotedPair> pairs, LikelihoodSettings settings, TieModel ties, double tieRate, Map<String, Long> counts) {
    private static final String TOO_LONG = "comparisons too long";

    /**
     * Chooses what can be learnt from.
     *
     * @param file that the data is from, for messages
     * @param maxLength tokens of a prompt and a response together
     * @throws BadInput when nothing is left that prefers a response
     */
    static VotedPairs of(
            PreferenceData data, Path file, ChatFormat format, int maxLength, LikelihoodSettings settings) {
        Map<String, Long> counts = new TreeMap<>(data.excluded());
        List<VotedPair> fitting = new ArrayList<>();
        for (PromptGroup group : data.groups()) {
            int[] prompt = format.prompt(group.prompt());
            for (PromptGroup.Pair pair : group.pairs()) {
                Sequence a =
                        new Sequence(prompt, format.response(group.responses().get(pair.a())));
                Sequence b =
                        new Sequence(prompt, format.response(group.responses().get(pair.b())));
                VotedPair voted = new VotedPair(a, b, pair.votes());
                if (voted.longest() > maxLength) {
                    counts.merge(TOO_LONG, 1L, Long::sum);
                } else {
                    fitting.add(voted);
                }
            }
        }
        List<Vote> votes =
                fitting.stream().flatMap(pair -> pair.votes().stream()).toList();
        double tieRate = PreferenceData.tieRate(votes);
        VotedPairs all = new VotedPairs(fitting, settings, TieModel.of(settings, tieRate), tieRate, Map.of());
        if (all.batch(fitting).decisive().isEmpty()) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "run.no-preferences",
                            "no comparison to learn from (%s); expected votes for A or B on responses of at most %d tokens with their prompt"
                                    .formatted(unused(data, counts), maxLength),
                            unused(data, counts),
                            maxLength));
        }
        return all.used(counts);
    }

    private static Phrase unused(PreferenceData data, Map<String, Long> counts) {
        Long number = counts.get(TOO_LONG);
        if (number == null) {
            return data.excludedWords();
        }
        Phrase tooLong =
                Phrase.counted(Map.of(TOO_LONG, number), Map.of(TOO_LONG, Phrase.of("left-out.too-long", TOO_LONG)));
        return data.excluded().isEmpty()
                ? tooLong
                : Phrase.filled("list.next", "%s, %s", data.excludedWords(), tooLong);
    }

    /** Without the pairs on which no vote can be learnt from, and with everything counted. */
    private VotedPairs used(Map<String, Long> counts) {
        List<VotedPair> used =
                pairs.stream().filter(pair -> batch(List.of(pair)).weight() > 0).toList();
        VoteBatch votes = batch(used);
        long all = pairs.stream().mapToLong(pair -> pair.votes().size()).sum();
        long learnt = votes.decisive().size() + votes.ties().size();
        counts.put("comparisons", (long) used.size());
        counts.put("votes", learnt);
        counts.put("ties among the votes", (long) votes.ties().size());
        if (used.size() < pairs.size()) {
            counts.put("comparisons without a preference", (long) pairs.size() - used.size());
        }
        if (learnt < all) {
            counts.put("ties left out", all - learnt);
        }
        return new VotedPairs(used, settings, ties, tieRate, counts);
    }

    /** The votes on some pairs, as indices into the scores of all responses a, then of all responses b. */
    VoteBatch batch(List<VotedPair> some) {
        VoteTerms terms = new VoteTerms(ties, settings);
        for (int i = 0; i < some.size(); i++) {
            for (Vote vote : some.get(i).votes()) {
                terms.add(vote, i, some.size() + i);
            }
        }
        return terms.batch();
    }
}
