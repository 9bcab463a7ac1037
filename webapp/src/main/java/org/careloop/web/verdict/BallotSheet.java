package org.careloop.web.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.careloop.web.statistics.ClusteredBootstrap;
import org.careloop.web.statistics.Counts;
import org.careloop.web.statistics.Votes;
import org.careloop.web.study.Proportion;
import org.careloop.web.verdict.VerdictReport.Rate;
import org.careloop.web.verdict.VerdictReport.Section;

/** The ballots on a new model and its rival, with prompts and annotators numbered, these in the order in which they first come, and counts of any part of them. */
final class BallotSheet {
    private static final int RESAMPLES = 1_000;

    private final List<Ballot> ballots;
    private final SameAnswers same;
    private final PromptOrder order;
    private final VerdictTerms terms;
    private final Map<String, Integer> annotators = new TreeMap<>();

    BallotSheet(List<Ballot> ballots, SameAnswers same, PromptOrder order, VerdictTerms terms) {
        this.ballots = ballots;
        this.same = same;
        this.order = order;
        this.terms = terms;
        // Not by name: a figure that is drawn must not change when an account is deleted and has another name.
        ballots.forEach(ballot -> annotators.putIfAbsent(ballot.vote().annotator(), annotators.size()));
    }

    List<Ballot> ballots() {
        return ballots;
    }

    PromptOrder order() {
        return order;
    }

    Map<String, Integer> annotators() {
        return annotators;
    }

    /** Some ballots as numbers. */
    Votes votes(List<Ballot> some, ToDoubleFunction<Ballot> value) {
        return new Votes(
                some.stream().mapToInt(ballot -> order.number(ballot.pair())).toArray(),
                some.stream()
                        .mapToInt(ballot -> Objects.requireNonNull(
                                annotators.get(ballot.vote().annotator())))
                        .toArray(),
                some.stream().mapToDouble(value).toArray(),
                order.size(),
                annotators.size());
    }

    /** The ballots of the prompts that the test has bet on. */
    List<Ballot> ofPrefix() {
        int prefix = order.prefix();
        return ballots.stream()
                .filter(ballot -> order.number(ballot.pair()) < prefix)
                .toList();
    }

    /** Some of these as numbers, and with them the prompts of the prefix where both answers are the same. */
    Votes prefixWithSame(List<Ballot> ofPrefix, ToDoubleFunction<Ballot> value) {
        int prefix = order.prefix();
        return same.with(votes(ofPrefix, value), order, pair -> order.number(pair) < prefix);
    }

    Section overall() {
        return withSame("", ballots, pair -> true);
    }

    /** What was said of a criterion, under the name that people gave it. */
    Section criterion(String key, String name) {
        List<Ballot> judged =
                ballots.stream().filter(ballot -> ballot.value(key).isPresent()).toList();
        return section(name, judged, ballot -> ballot.value(key).orElseThrow(), ballot -> ballot.isBothBad(key));
    }

    /** The overall verdict by a property of which each pair has none, one or several values; the most votes first. */
    List<Section> by(Function<JudgedPair, List<String>> names, int most) {
        Map<String, List<Ballot>> groups = new LinkedHashMap<>();
        ballots.forEach(ballot -> names.apply(ballot.pair())
                .forEach(name ->
                        groups.computeIfAbsent(name, n -> new ArrayList<>()).add(ballot)));
        return groups.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Ballot>> group) ->
                                -group.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(group -> withSame(
                        group.getKey(),
                        group.getValue(),
                        pair -> names.apply(pair).contains(group.getKey())))
                .toList();
    }

    /** The overall verdict where the new model's answer stood on the left, and where on the right; only sides that occur. */
    List<Section> sides() {
        List<Section> sides = new ArrayList<>();
        for (int side : new int[] {1, -1}) {
            List<Ballot> there =
                    ballots.stream().filter(ballot -> ballot.side() == side).toList();
            if (!there.isEmpty()) {
                sides.add(section(side > 0 ? "left" : "right", there, Ballot::value, Ballot::isBothBad));
            }
        }
        return sides;
    }

    private Section section(String name, List<Ballot> some, ToDoubleFunction<Ballot> value, Predicate<Ballot> bothBad) {
        return section(name, votes(some, value), some.stream().filter(bothBad).count());
    }

    /** The overall verdict on some pairs, and on those among them whose answers are the same. */
    private Section withSame(String name, List<Ballot> some, Predicate<JudgedPair> which) {
        return section(
                name,
                same.with(votes(some, Ballot::value), order, which),
                some.stream().filter(Ballot::isBothBad).count());
    }

    private Section section(String name, Votes votes, long bothBad) {
        Counts counts = votes.counts();
        boolean enough = votes.size() >= Proportion.ENOUGH;
        ClusteredBootstrap bootstrap =
                new ClusteredBootstrap(votes, terms.alpha(), enough ? RESAMPLES : 0, terms.seed());
        return new Section(
                name,
                counts.good(),
                counts.same(),
                counts.bad(),
                bothBad,
                votes.activePrompts(),
                votes.activeAnnotators(),
                Rate.of(bootstrap.netWinRate(), enough),
                counts.signTest());
    }
}
