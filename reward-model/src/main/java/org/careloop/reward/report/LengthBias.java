package org.careloop.reward.report;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far a reward model prefers longer responses.
 *
 * @param correlation Pearson's, of score and length in characters over responses; null where either does not vary
 * @param longerScoresHigher share of comparisons of unequal lengths whose longer response has the higher score
 * @param longerWins share of decisive votes on unequal lengths that went to the longer response: what the annotators do
 */
public record LengthBias(
        @Nullable Double correlation, MeanWithInterval longerScoresHigher, MeanWithInterval longerWins) {

    static LengthBias of(List<ScoredGroup> groups) {
        return new LengthBias(
                correlation(groups),
                MeanWithInterval.over(groups.stream().map(LengthBias::byScore).toList()),
                MeanWithInterval.over(groups.stream().map(LengthBias::byVote).toList()));
    }

    private static MeanWithInterval.Share byScore(ScoredGroup group) {
        double[] credits = group.group().pairs().stream()
                .filter(pair -> group.lengthDifference(pair) != 0)
                .mapToDouble(
                        pair -> DecisiveVote.credit(group.difference(pair) * Math.signum(group.lengthDifference(pair))))
                .toArray();
        return new MeanWithInterval.Share(
                IntStream.range(0, credits.length).mapToDouble(i -> credits[i]).sum(), credits.length);
    }

    private static MeanWithInterval.Share byVote(ScoredGroup group) {
        List<DecisiveVote> votes =
                group.decisiveVotes().filter(vote -> vote.lengthLead() != 0).toList();
        long longer = votes.stream().filter(vote -> vote.lengthLead() > 0).count();
        return new MeanWithInterval.Share(longer, votes.size());
    }

    private static @Nullable Double correlation(List<ScoredGroup> groups) {
        double[] scores = groups.stream()
                .flatMapToDouble(
                        group -> IntStream.range(0, group.scores().length).mapToDouble(group::scoreOf))
                .toArray();
        double[] lengths = groups.stream()
                .flatMapToDouble(
                        group -> IntStream.range(0, group.scores().length).mapToDouble(group::length))
                .toArray();
        double covariance = centredProduct(scores, lengths);
        double spread = Math.sqrt(centredProduct(scores, scores) * centredProduct(lengths, lengths));
        return spread > 0 ? covariance / spread : null;
    }

    private static double centredProduct(double[] x, double[] y) {
        double meanX =
                IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElse(0);
        double meanY =
                IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElse(0);
        return IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - meanX) * (y[i] - meanY))
                .sum();
    }
}
