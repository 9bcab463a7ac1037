package org.careloop.ppo.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.careloop.run.Comparison;
import org.careloop.run.Message;

/** Two models' answers to one prompt, in the order of their models. */
record AnswerPair(Question question, Answer first, Answer second) {

    /** Every two answers to a prompt. */
    static List<AnswerPair> of(Question question, List<Answer> answers) {
        List<AnswerPair> pairs = new ArrayList<>();
        for (int first = 0; first < answers.size(); first++) {
            for (int second = first + 1; second < answers.size(); second++) {
                pairs.add(new AnswerPair(question, answers.get(first), answers.get(second)));
            }
        }
        return pairs;
    }

    /** The names of the two models. */
    List<String> models() {
        return List.of(first.model(), second.model());
    }

    boolean isIdentical() {
        return first.saysTheSameAs(second);
    }

    /** The comparison, with the sides drawn by lot: which is stored first says nothing about the models. */
    Comparison comparison(String id, SplittableRandom lot) {
        boolean swapped = lot.nextBoolean();
        Answer a = swapped ? second : first;
        Answer b = swapped ? first : second;
        List<Message> prompt = question.prompt();
        return new Comparison(
                id,
                prompt,
                a.response(),
                b.response(),
                List.of(),
                null,
                List.of(),
                List.of(),
                Arrays.asList(a.model(), b.model()),
                null,
                null,
                List.of());
    }
}
