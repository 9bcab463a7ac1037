package org.careloop.ppo.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.lm.generate.Sample;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.train.BaseModel;
import org.careloop.run.Message;
import org.careloop.run.benchmark.Question;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Exam;
import org.careloop.run.evaluation.Extraction;

/** The model writes, always the likeliest token, in its chat format; examples stand before the question as earlier turns. */
final class WrittenAsking implements Asking {
    /** So many batches are asked at a time: a text that has ended makes room for the next. */
    private static final int BATCHES_AT_ONCE = 4;

    private final Exam exam;
    private final BaseModel base;
    private final int positions;
    private final int rows;

    WrittenAsking(Exam exam, BaseModel base, int positions, int rows) {
        this.exam = exam;
        this.base = base;
        this.positions = positions;
        this.rows = rows;
    }

    @SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares these
    private record Prompted(Question question, int shots, int[] ids) {}

    @Override
    public void check(List<Question> questions) {
        questions.forEach(this::fitting);
    }

    @Override
    public void ask(List<Question> questions, LanguageModel model, Sink sink) throws IOException {
        List<Prompted> prompts = questions.stream().map(this::fitting).toList();
        Sampler sampler = new Sampler(
                        model,
                        Sampling.greedy(
                                exam.terms().maxNewTokens(), base.format().stopIds()))
                .atMost(rows);
        int step = rows * BATCHES_AT_ONCE;
        for (int at = 0; at < prompts.size(); at += step) {
            List<Prompted> some = prompts.subList(at, Math.min(at + step, prompts.size()));
            List<Sample> samples =
                    sampler.sample(some.stream().map(Prompted::ids).toList(), 1);
            for (int i = 0; i < some.size(); i++) {
                sink.answered(answered(
                        some.get(i), base.tokenizer().decode(samples.get(i).tokens(), true)));
            }
        }
    }

    /** With as many examples as leave room for a whole answer; without any, whatever room there is. */
    private Prompted fitting(Question question) {
        List<Question> examples = exam.examples().of(question);
        for (int shots = examples.size(); ; shots--) {
            int[] ids = base.format().prompt(messages(question, examples.subList(0, shots)));
            if (ids.length + exam.terms().maxNewTokens() <= positions || shots == 0 && ids.length < positions) {
                return new Prompted(question, shots, ids);
            }
            if (shots == 0) {
                throw Asking.tooLong(question, ids.length, positions);
            }
        }
    }

    private List<Message> messages(Question question, List<Question> shots) {
        List<Message> messages = new ArrayList<>();
        for (Question shot : shots) {
            messages.add(Message.user(exam.prompts().message(shot)));
            messages.add(Message.assistant(exam.prompts().reply(shot)));
        }
        messages.add(Message.user(exam.prompts().message(question)));
        return messages;
    }

    private static Answered answered(Prompted prompted, String written) {
        Question question = prompted.question;
        Optional<Set<String>> found = Extraction.of(question, written);
        return new Answered(
                question.id(),
                question.subject(),
                question.target(),
                null,
                written,
                found.map(letters -> String.join("", letters)).orElse(null),
                found.isPresent() && found.get().equals(question.key()) ? 1 : 0,
                prompted.shots);
    }
}
