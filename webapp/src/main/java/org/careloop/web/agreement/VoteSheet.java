package org.careloop.web.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * The counted votes of one study in memory: a few bytes a vote, so that a million fit easily. They are ordered by
 * comparison: those of comparison {@code c} at {@code start(c)} to {@code start(c + 1) - 1}.
 *
 * <p>Layer 0 is the overall verdict, layer i the i-th criterion.
 */
final class VoteSheet {
    private static final byte NONE = -1;
    private static final Grade[] GRADES = Grade.values();

    private final List<Comparison> comparisons;
    private final List<PersonId> annotators;
    private final int[] start; // [comparison + 1]
    private final int[] annotator; // [vote]
    private final byte[][] grade; // [layer][vote], NONE where the criterion was not judged

    /**
     * What is known of a comparison.
     *
     * @param longer characters by which the first response is longer than the second
     */
    record Comparison(@Nullable String language, List<String> tags, int longer) {}

    private VoteSheet(
            List<Comparison> comparisons, List<PersonId> annotators, int[] start, int[] annotator, byte[][] grade) {
        this.comparisons = comparisons;
        this.annotators = annotators;
        this.start = start;
        this.annotator = annotator;
        this.grade = grade;
    }

    int comparisons() {
        return comparisons.size();
    }

    Comparison comparison(int index) {
        return comparisons.get(index);
    }

    List<PersonId> annotators() {
        return annotators;
    }

    int votes() {
        return annotator.length;
    }

    int start(int comparison) {
        return start[comparison];
    }

    int annotator(int vote) {
        return annotator[vote];
    }

    /** Whether a vote has a grade in a layer. */
    boolean has(int layer, int vote) {
        return grade[layer][vote] != NONE;
    }

    /** The grade of a vote in a layer; only where it {@linkplain #has has} one. */
    Grade grade(int layer, int vote) {
        return GRADES[grade[layer][vote]];
    }

    /** Groups the comparisons by a property of which each has none, one or several values. */
    Map<String, List<Integer>> by(Function<Comparison, List<String>> names) {
        Map<String, List<Integer>> groups = new HashMap<>();
        for (int c = 0; c < comparisons.size(); c++) {
            for (String name : names.apply(comparisons.get(c))) {
                groups.computeIfAbsent(name, n -> new ArrayList<>()).add(c);
            }
        }
        return groups;
    }

    /** All comparisons. */
    List<Integer> everything() {
        return IntStream.range(0, comparisons.size()).boxed().toList();
    }

    /** The patterns of one layer over some comparisons. */
    Patterns patterns(int layer, List<Integer> some) {
        Patterns patterns = new Patterns();
        int[] counts = new int[Grade.COUNT];
        for (int c : some) {
            Arrays.fill(counts, 0);
            for (int vote = start[c]; vote < start[c + 1]; vote++) {
                if (has(layer, vote)) {
                    counts[grade[layer][vote]]++;
                }
            }
            patterns.add(counts, 1);
        }
        return patterns;
    }

    /** Gathers comparisons, then votes in any order; the sheet is the same for every order of the votes. */
    static final class Builder {
        private final Map<UUID, Integer> places = new HashMap<>();
        private final List<Comparison> comparisons = new ArrayList<>();
        private final Map<PersonId, Integer> people = new HashMap<>();
        private final List<PersonId> annotators = new ArrayList<>();
        private final byte[][] grade;
        private int[] place = new int[1024];
        private int[] annotator = new int[1024];
        private int votes;

        Builder(int layers) {
            grade = new byte[layers][1024];
        }

        void comparison(UUID id, Comparison comparison) {
            places.put(id, comparisons.size());
            comparisons.add(comparison);
        }

        /** Adds a vote; the grades are by layer, null where there is none. */
        void vote(UUID comparison, PersonId person, @Nullable Grade... grades) {
            Integer at = places.get(comparison);
            if (at == null) {
                return;
            }
            grow();
            place[votes] = at;
            annotator[votes] = people.computeIfAbsent(person, known -> {
                annotators.add(known);
                return annotators.size() - 1;
            });
            for (int layer = 0; layer < grade.length; layer++) {
                Grade given = grades[layer];
                grade[layer][votes] = given == null ? NONE : (byte) given.ordinal();
            }
            votes++;
        }

        private void grow() {
            if (votes == place.length) {
                place = Arrays.copyOf(place, 2 * votes);
                annotator = Arrays.copyOf(annotator, 2 * votes);
                Arrays.setAll(grade, layer -> Arrays.copyOf(grade[layer], 2 * votes));
            }
        }

        VoteSheet build() {
            int[] start = new int[comparisons.size() + 1];
            for (int vote = 0; vote < votes; vote++) {
                start[place[vote] + 1]++;
            }
            for (int c = 0; c < comparisons.size(); c++) {
                start[c + 1] += start[c];
            }
            List<PersonId> inOrder = annotators.stream()
                    .sorted(Comparator.comparing(PersonId::value))
                    .toList();
            int[] rank = annotators.stream().mapToInt(inOrder::indexOf).toArray();
            int[] next = start.clone();
            int[] sortedAnnotator = new int[votes];
            byte[][] sortedGrade = new byte[grade.length][votes];
            for (int vote = 0; vote < votes; vote++) {
                int to = next[place[vote]]++;
                sortedAnnotator[to] = rank[annotator[vote]];
                for (int layer = 0; layer < grade.length; layer++) {
                    sortedGrade[layer][to] = grade[layer][vote];
                }
            }
            return new VoteSheet(comparisons, inOrder, start, sortedAnnotator, sortedGrade);
        }
    }
}
