package org.careloop.web.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.careloop.run.Verdict;
import org.careloop.web.statistics.BradleyTerry;
import org.careloop.web.statistics.ClusteredBootstrap;
import org.careloop.web.study.Study;
import org.careloop.web.verdict.VerdictReport.Rate;
import org.careloop.web.verdict.VerdictReport.Strength;

/** The strengths of all models of a study with more than two. "Both bad" is a tie to the likelihood and is shown by itself. */
final class StrengthCount {
    private static final int RESAMPLES = 400;

    private final VerdictData data;
    private final PromptOrder order;
    private final SameAnswers same;
    private final VerdictTerms terms;

    StrengthCount(VerdictData data, Study study, VerdictTerms terms) {
        this.data = data;
        this.order = PromptOrder.of(study, data.pairs());
        this.same = SameAnswers.of(data.pairs(), study.design().overlap());
        this.terms = terms;
    }

    List<Strength> strengths() {
        List<String> models = List.copyOf(data.models());
        if (models.size() < 3) {
            return List.of();
        }
        List<Ballot> ballots = new ArrayList<>();
        data.pairs().forEach(pair -> ballots.addAll(pair.ballots(pair.model(0))));
        BallotSheet sheet = new BallotSheet(ballots, same, order, terms);
        BradleyTerry fit = new BradleyTerry(
                same.with(sheet.votes(ballots, Ballot::value), order, pair -> true),
                numbers(ballots, pair -> models.indexOf(pair.model(0))),
                numbers(ballots, pair -> models.indexOf(pair.model(1))),
                models.size());
        ClusteredBootstrap.Estimate[] found = fit.strengths(terms.alpha(), RESAMPLES, terms.seed());
        return IntStream.range(0, models.size())
                .mapToObj(m -> strength(models.get(m), found[m]))
                .sorted(Comparator.comparingDouble((Strength each) -> {
                            Double value = each.strength().value();
                            return value == null ? Double.NEGATIVE_INFINITY : value;
                        })
                        .reversed())
                .toList();
    }

    private int[] numbers(List<Ballot> ballots, ToIntFunction<JudgedPair> number) {
        return IntStream.concat(ballots.stream().map(Ballot::pair).mapToInt(number), same.each(pair -> true, number))
                .toArray();
    }

    private Strength strength(String model, ClusteredBootstrap.Estimate estimate) {
        long votes = 0;
        long bothBad = 0;
        for (JudgedPair pair : data.pairs()) {
            if (pair.model(0).equals(model) || pair.model(1).equals(model)) {
                votes += pair.comparison().votes().size();
                bothBad += pair.comparison().votes().stream()
                        .filter(vote -> vote.verdict() == Verdict.BOTH_BAD)
                        .count();
            }
        }
        return new Strength(model, votes, bothBad, Rate.of(estimate, true));
    }
}
