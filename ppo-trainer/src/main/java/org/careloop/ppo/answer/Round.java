package org.careloop.ppo.answer;

import java.util.ArrayList;
import java.util.List;

/** What one model is asked at a time. */
record Round(AnsweringModel model, List<Question> questions) {

    /** All questions, model by model. */
    static List<Round> of(List<AnsweringModel> models, List<Question> questions) {
        List<Round> rounds = new ArrayList<>();
        for (AnsweringModel model : models) {
            for (int at = 0; at < questions.size(); at += model.atOnce()) {
                rounds.add(new Round(model, questions.subList(at, Math.min(at + model.atOnce(), questions.size()))));
            }
        }
        return rounds;
    }
}
