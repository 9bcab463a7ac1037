package org.careloop.web.agreement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.web.people.PersonId;

/**
 * How far two annotators agree.
 *
 * @param kappa Cohen's, over the comparisons that both judged
 */
public record PairAgreement(PersonId first, PersonId second, Coefficient kappa) {

    /** Pairs, the one with the most comparisons in common first; at most {@code most} of them. */
    static List<PairAgreement> of(List<PersonId> people, Map<Long, double[]> tables, int most) {
        return tables.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<Long, double[]> pair) ->
                                -Arrays.stream(pair.getValue()).sum())
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(pair -> new PairAgreement(
                        people.get((int) (pair.getKey() / people.size())),
                        people.get((int) (pair.getKey() % people.size())),
                        Bootstrap.cohen(pair.getValue())))
                .toList();
    }

    /**
     * For each pair how often each pair of verdicts occurred, in one layer over some comparisons; the key is
     * {@code first * annotators + second}.
     */
    static Map<Long, double[]> tables(VoteSheet sheet, int layer, List<Integer> comparisons) {
        Map<Long, double[]> tables = new HashMap<>();
        for (int c : comparisons) {
            for (int i = sheet.start(c); i < sheet.start(c + 1); i++) {
                for (int j = i + 1; j < sheet.start(c + 1); j++) {
                    if (sheet.has(layer, i) && sheet.has(layer, j)) {
                        count(sheet, layer, i, j, tables);
                    }
                }
            }
        }
        return tables;
    }

    private static void count(VoteSheet sheet, int layer, int i, int j, Map<Long, double[]> tables) {
        boolean inOrder = sheet.annotator(i) < sheet.annotator(j);
        int first = inOrder ? i : j;
        int second = inOrder ? j : i;
        long people = sheet.annotators().size();
        double[] table = tables.computeIfAbsent(
                sheet.annotator(first) * people + sheet.annotator(second),
                key -> new double[Grade.VERDICTS * Grade.VERDICTS]);
        int row = sheet.grade(layer, first).verdict().ordinal();
        table[row * Grade.VERDICTS + sheet.grade(layer, second).verdict().ordinal()]++;
    }
}
