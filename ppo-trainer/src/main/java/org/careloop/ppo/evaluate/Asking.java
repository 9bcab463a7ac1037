package org.careloop.ppo.evaluate;

import java.io.IOException;
import java.util.List;
import org.careloop.lm.model.LanguageModel;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.benchmark.Question;
import org.careloop.run.evaluation.Answered;

/** A way to ask a model. */
interface Asking {
    /** Takes answers as they come. */
    @FunctionalInterface
    interface Sink {
        void answered(Answered answer) throws IOException;
    }

    /**
     * Makes sure that the model can read them all.
     *
     * @throws BadInput where a question without examples is longer than it reads
     */
    void check(List<Question> questions);

    /** Asks a model. */
    void ask(List<Question> questions, LanguageModel model, Sink sink) throws IOException;

    static BadInput tooLong(Question question, int tokens, int positions) {
        return new BadInput(Phrase.filled(
                "evaluation.long",
                "question \"%s\" has %s tokens with its answer, and the model reads %s; leave the question out, or"
                        + " evaluate a model that reads more",
                question.id(),
                tokens,
                positions));
    }
}
