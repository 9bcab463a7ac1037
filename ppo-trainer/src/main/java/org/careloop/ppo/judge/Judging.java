package org.careloop.ppo.judge;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.careloop.ppo.answer.Answer;
import org.careloop.ppo.answer.AnsweringModel;
import org.careloop.ppo.answer.Question;
import org.careloop.run.BadInput;
import org.careloop.run.judging.Preference;
import org.careloop.run.settings.AnswerSettings;

/** Asks a judge about pairs in both orders, as many calls at a time as it is best asked. */
final class Judging {
    private final AnsweringModel judge;
    private final AnswerSettings.Judging settings;
    private final CallSink sink;
    private final Map<String, OpenCall> active = new LinkedHashMap<>();
    private final Map<String, String> unanswered = new LinkedHashMap<>();

    /** Takes what the judge said. */
    @FunctionalInterface
    interface CallSink {
        void take(JudgeCall call) throws IOException;
    }

    /** A pair in one order that has no verdict yet. */
    private static final class OpenCall {
        private final ModelPair pair;
        private final long place;
        private final boolean newFirst;
        private int asked;

        OpenCall(ModelPair pair, long place, boolean newFirst) {
            this.pair = pair;
            this.place = place;
            this.newFirst = newFirst;
        }

        Question question(long firstSeed) {
            return pair.ask(place, newFirst, asked, firstSeed);
        }

        /** What becomes of it where the judge cannot be asked. */
        JudgeCall withoutVerdict(String why) {
            return new JudgeCall(pair.id(), newFirst, null, asked, why);
        }

        /** @return empty where the judge is asked once more */
        Optional<JudgeCall> take(Answer reply, int tries) {
            asked++;
            Optional<Preference> verdict = JudgeWording.verdict(reply.response());
            return verdict.isEmpty() && asked < tries
                    ? Optional.empty()
                    : Optional.of(new JudgeCall(pair.id(), newFirst, verdict.orElse(null), asked, reply.response()));
        }
    }

    Judging(AnsweringModel judge, AnswerSettings.Judging settings, CallSink sink) {
        this.judge = judge;
        this.settings = settings;
        this.sink = sink;
    }

    /**
     * Asks about everything that has not been answered.
     *
     * @param done keys of calls that were answered before
     */
    void judge(List<ModelPair> pairs, Set<String> done) throws IOException {
        for (int place = 0; place < pairs.size(); place++) {
            ModelPair pair = pairs.get(place);
            for (boolean newFirst : new boolean[] {true, false}) {
                String key = JudgeCall.key(pair.id(), newFirst);
                if (!pair.isIdentical() && !done.contains(key)) {
                    active.put(key, new OpenCall(pair, place, newFirst));
                }
            }
            while (active.size() >= judge.atOnce()) {
                round();
            }
        }
        while (!active.isEmpty()) {
            round();
        }
    }

    /** Calls without any reply, by their keys, and why. They are asked again by the next start. */
    Map<String, String> unanswered() {
        return unanswered;
    }

    /** Each reply is taken as soon as it is there, so that a process that is killed loses none. */
    private void round() throws IOException {
        leaveOutUnreadable();
        List<Question> questions = active.values().stream()
                .map(call -> call.question(settings.run().seed()))
                .toList();
        judge.answer(questions, new AnsweringModel.Sink() {
            @Override
            public void answered(Answer answer) throws IOException {
                OpenCall call = Objects.requireNonNull(active.get(answer.id()));
                Optional<JudgeCall> said = call.take(answer, settings.tries());
                if (said.isPresent()) {
                    active.remove(answer.id());
                    sink.take(said.get());
                }
            }

            @Override
            public void failed(Question question, String reason) {
                active.remove(question.id());
                unanswered.put(question.id(), reason);
            }
        });
    }

    /** What a judge cannot read, because it is too long for it, it is not asked. */
    private void leaveOutUnreadable() throws IOException {
        for (Iterator<OpenCall> calls = active.values().iterator(); calls.hasNext(); ) {
            OpenCall call = calls.next();
            try {
                judge.check(List.of(call.question(settings.run().seed())));
            } catch (BadInput e) {
                calls.remove();
                sink.take(call.withoutVerdict(e.phrase().english()));
            }
        }
    }
}
