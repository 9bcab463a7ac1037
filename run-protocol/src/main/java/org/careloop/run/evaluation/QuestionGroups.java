package org.careloop.run.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.benchmark.Question;

/**
 * Questions whose answers depend on each other, so that they count as one draw in an interval (Miller 2024, arXiv 2411.00640):
 * those with the same words, and neighbours in a file with the same options or the same text before them, as in matched
 * selection and integrated analysis.
 */
final class QuestionGroups {
    private QuestionGroups() {}

    /** The number of each question's group. */
    static int[] of(List<Question> questions) {
        int[] groups = new int[questions.size()];
        Map<List<String>, Integer> byWords = new HashMap<>();
        int next = 0;
        for (int i = 0; i < groups.length; i++) {
            Question question = questions.get(i);
            Integer same = byWords.get(words(question));
            if (same == null) {
                same = i > 0 && belongTogether(questions.get(i - 1), question) ? groups[i - 1] : next++;
                byWords.put(words(question), same);
            }
            groups[i] = same;
        }
        return groups;
    }

    private static List<String> words(Question question) {
        return List.of(question.subject(), question.context(), question.text());
    }

    private static boolean belongTogether(Question before, Question question) {
        boolean lettered = question.options().keySet().stream().allMatch(name -> name.length() == 1);
        return before.subject().equals(question.subject())
                && (lettered
                                && List.copyOf(before.options().values())
                                        .equals(List.copyOf(question.options().values()))
                        || !question.context().isEmpty() && before.context().equals(question.context()));
    }

    /** How many different groups there are. */
    static int count(int[] groups) {
        List<Integer> seen = new ArrayList<>();
        for (int group : groups) {
            seen.add(group);
        }
        return (int) seen.stream().distinct().count();
    }
}
