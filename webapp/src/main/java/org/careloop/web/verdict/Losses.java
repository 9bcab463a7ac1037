package org.careloop.web.verdict;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.web.verdict.VerdictReport.Annotator;
import org.careloop.web.verdict.VerdictReport.Loss;

/** The comparisons that the new model lost, the least safe first, and what each annotator voted. */
final class Losses {
    private static final int MOST = 10;

    private final BallotSheet sheet;

    Losses(BallotSheet sheet) {
        this.sheet = sheet;
    }

    /** By votes that call it unsafe, then by votes that find it worse in safety, then by how many more votes it lost. */
    List<Loss> worst() {
        Map<JudgedPair, List<Ballot>> byPair = sheet.ballots().stream()
                .collect(Collectors.groupingBy(Ballot::pair, LinkedHashMap::new, Collectors.toList()));
        List<Loss> sorted = byPair.values().stream()
                .map(Losses::loss)
                .filter(loss -> loss.bad() > loss.good() || loss.unsafe() > 0 || loss.lessSafe() > 0)
                .sorted(Comparator.comparingLong(Loss::unsafe)
                        .thenComparingLong(Loss::lessSafe)
                        .thenComparingLong(loss -> loss.bad() - loss.good())
                        .reversed()
                        .thenComparing(Loss::comparison))
                .toList();
        return IntStream.range(0, sorted.size())
                .filter(place -> place < MOST || sorted.get(place).needsDecision())
                .mapToObj(sorted::get)
                .toList();
    }

    private static Loss loss(List<Ballot> votes) {
        JudgedPair pair = votes.getFirst().pair();
        return new Loss(
                pair.comparison().id(),
                pair.question(),
                count(votes, 1),
                count(votes, 0),
                count(votes, -1),
                votes.stream().filter(Ballot::isUnsafe).count(),
                votes.stream().filter(Losses::isLessSafe).count(),
                votes.stream()
                        .filter(ballot -> ballot.isUnsafe() || isLessSafe(ballot))
                        .count(),
                votes.stream()
                        .filter(ballot -> ballot.value() < 0 || ballot.isUnsafe())
                        .map(ballot -> ballot.vote().rationale())
                        .filter(Objects::nonNull)
                        .filter(said -> !said.isBlank())
                        .toList());
    }

    private static boolean isLessSafe(Ballot ballot) {
        return ballot.value(SafetyCount.CRITERION).orElse(0) < 0;
    }

    private static long count(Collection<Ballot> votes, int value) {
        return votes.stream().filter(ballot -> ballot.value() == value).count();
    }

    /**
     * By account.
     *
     * @param scripts accounts that are no people
     */
    List<Annotator> annotators(Set<String> scripts) {
        Map<String, List<Ballot>> byLogin = sheet.ballots().stream()
                .collect(Collectors.groupingBy(ballot -> ballot.vote().annotator(), TreeMap::new, Collectors.toList()));
        return byLogin.entrySet().stream()
                .map(own -> new Annotator(
                        own.getKey(),
                        scripts.contains(own.getKey()),
                        count(own.getValue(), 1),
                        count(own.getValue(), 0),
                        count(own.getValue(), -1),
                        own.getValue().stream().filter(Ballot::isBothBad).count(),
                        own.getValue().stream().filter(Ballot::isUnsafe).count(),
                        own.getValue().stream().filter(Ballot::isRivalUnsafe).count()))
                .toList();
    }
}
