package org.careloop.ppo.unify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.ppo.answer.Answer;
import org.careloop.ppo.answer.AnsweringModel;
import org.careloop.ppo.answer.Question;
import org.careloop.run.BadInput;

/**
 * Makes a question and an answer of each text by a model, as many texts at a time as the model is best asked. Rounds mix questions
 * and answers, so that a text whose first try failed holds no other one up.
 */
final class Unifier {
    private final AnsweringModel model;
    private final OutcomeSink sink;
    private final List<PendingText> active = new ArrayList<>();
    private final Map<String, String> unanswered = new LinkedHashMap<>();

    /** Takes what became of a text. */
    @FunctionalInterface
    interface OutcomeSink {
        void take(Outcome outcome) throws IOException;
    }

    Unifier(AnsweringModel model, OutcomeSink sink) {
        this.model = model;
        this.sink = sink;
    }

    /** Adds a text, and asks once there are enough. */
    void add(PendingText text) throws IOException {
        active.add(text);
        while (active.size() >= model.atOnce()) {
            round();
        }
    }

    /** Asks for all that is still open. */
    void finish() throws IOException {
        while (!active.isEmpty()) {
            round();
        }
    }

    /** Texts that the model gave no answer for, by their ids, and why. They are neither made nor dropped. */
    Map<String, String> unanswered() {
        return unanswered;
    }

    private void round() throws IOException {
        dropUnreadable();
        Map<String, Answer> replies = new HashMap<>();
        model.answer(active.stream().map(PendingText::next).toList(), new AnsweringModel.Sink() {
            @Override
            public void answered(Answer answer) {
                replies.put(answer.id(), answer);
            }

            @Override
            public void failed(Question question, String reason) {
                unanswered.put(question.id(), reason);
            }
        });
        for (Iterator<PendingText> texts = active.iterator(); texts.hasNext(); ) {
            PendingText text = texts.next();
            Answer reply = replies.get(text.id());
            Optional<Outcome> outcome = reply == null ? Optional.empty() : text.take(reply);
            if (outcome.isPresent()) {
                sink.take(outcome.get());
            }
            if (reply == null || outcome.isPresent()) {
                texts.remove();
            }
        }
    }

    /** What a model cannot read, it is not asked. */
    private void dropUnreadable() throws IOException {
        for (Iterator<PendingText> texts = active.iterator(); texts.hasNext(); ) {
            PendingText text = texts.next();
            try {
                model.check(List.of(text.next()));
            } catch (BadInput e) {
                texts.remove();
                sink.take(text.dropped(Checks.Fault.UNREADABLE));
            }
        }
    }
}
