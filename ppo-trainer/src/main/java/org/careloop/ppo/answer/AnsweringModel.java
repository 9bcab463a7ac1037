package org.careloop.ppo.answer;

import java.io.IOException;
import java.util.List;

/** A model that answers prompts. */
public interface AnsweringModel extends AutoCloseable {

    /** Takes answers and failures as they come, from one thread at a time. */
    interface Sink {
        void answered(Answer answer) throws IOException;

        /** The model did not answer this prompt; the others go on. */
        void failed(Question question, String reason);
    }

    /** The name under which it takes part. */
    String name();

    /** How many questions it is best asked at a time. */
    int atOnce();

    /**
     * Looks at the questions before the first is asked.
     *
     * @throws org.careloop.run.BadInput when the model cannot read one of them
     */
    default void check(List<Question> questions) throws IOException {}

    /**
     * Answers each prompt once, in any order. Called again for other prompts.
     *
     * @throws org.careloop.run.BadInput when it can answer none of them as things stand
     */
    void answer(List<Question> questions, Sink sink) throws IOException;

    /** Frees what answering took. */
    @Override
    void close();
}
