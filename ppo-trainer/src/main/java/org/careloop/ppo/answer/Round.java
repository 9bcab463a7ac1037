package org.careloop.ppo.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** What one model is asked at a time. */
record Round(AnsweringModel model, List<Question> questions) {

    /**
     * All that is unanswered, model by model.
     *
     * @param answered whether a model has answered a question
     */
    static List<Round> of(
            List<AnsweringModel> models, List<Question> questions, BiPredicate<AnsweringModel, Question> answered) {
        List<Round> rounds = new ArrayList<>();
        for (AnsweringModel model : models) {
            List<Question> open = questions.stream()
                    .filter(question -> !answered.test(model, question))
                    .toList();
            for (int at = 0; at < open.size(); at += model.atOnce()) {
                rounds.add(new Round(model, open.subList(at, Math.min(at + model.atOnce(), open.size()))));
            }
        }
        return rounds;
    }
}
