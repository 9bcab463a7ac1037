package org.careloop.ppo.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.likelihood.Continuation;
import org.careloop.lm.likelihood.SharedPrefix;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.benchmark.Question;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Exam;

/**
 * The answer is the option whose continuation is the likeliest; where several may be right, the likeliest set of options. Examples
 * that do not fit into the model's positions are left out from the last one on, as in MMLU's own evaluation.
 */
final class LikelihoodAsking implements Asking {
    private final Exam exam;
    private final Tokenizer tokenizer;
    private final int positions;
    private final int rows;

    LikelihoodAsking(Exam exam, Tokenizer tokenizer, int positions, int rows) {
        this.exam = exam;
        this.tokenizer = tokenizer;
        this.positions = positions;
        this.rows = rows;
    }

    /**
     * A question as tokens.
     *
     * @param opening what stands before it
     */
    private record Weighed(
            Question question, int shots, String opening, List<String> answers, List<Continuation> continuations) {}

    @Override
    public void check(List<Question> questions) {
        questions.forEach(this::fitting);
    }

    @Override
    public void ask(List<Question> questions, LanguageModel model, Sink sink) throws IOException {
        Map<String, List<Weighed>> groups = new LinkedHashMap<>();
        for (Question question : questions) {
            Weighed weighed = fitting(question);
            groups.computeIfAbsent(weighed.opening, opening -> new ArrayList<>())
                    .add(weighed);
        }
        SharedPrefix scorer = new SharedPrefix(model, rows);
        for (List<Weighed> group : groups.values()) {
            scorer.weigh(
                    group.stream().map(Weighed::continuations).toList(),
                    (place, sums) -> sink.answered(answered(group.get(place), sums)));
        }
    }

    private Weighed fitting(Question question) {
        List<Question> examples = exam.examples().of(question);
        for (int shots = examples.size(); ; shots--) {
            Weighed weighed = tokens(question, examples.subList(0, shots));
            int longest = weighed.continuations.stream()
                    .mapToInt(each -> each.ids().length)
                    .max()
                    .orElseThrow();
            if (longest <= positions) {
                return weighed;
            }
            if (shots == 0) {
                throw Asking.tooLong(question, longest, positions);
            }
        }
    }

    /** The question is encoded alone and with each answer, and what the latter has more is weighed. */
    private Weighed tokens(Question question, List<Question> shots) {
        String before = exam.prompts().before(question, shots);
        int from = tokenizer.encodePlainly(before).length;
        List<String> answers = answers(question);
        List<Continuation> continuations = answers.stream()
                .map(answer -> new Continuation(
                        tokenizer.encodePlainly(before + exam.prompts().continuation(question, answer)), from))
                .toList();
        return new Weighed(question, shots.size(), exam.prompts().opening(question, shots), answers, continuations);
    }

    /** Each option, or each set of options where several may be right. */
    static List<String> answers(Question question) {
        List<String> options = List.copyOf(question.options().keySet());
        if (!question.several()) {
            return options;
        }
        List<String> sets = new ArrayList<>();
        for (int set = 1; set < 1 << options.size(); set++) {
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < options.size(); i++) {
                letters.append((set >> i & 1) == 1 ? options.get(i) : "");
            }
            sets.add(letters.toString());
        }
        return sets;
    }

    private static Answered answered(Weighed weighed, double[] sums) {
        Map<String, Double> likelihoods = new LinkedHashMap<>();
        int best = 0;
        for (int i = 0; i < sums.length; i++) {
            likelihoods.put(weighed.answers.get(i), sums[i]);
            best = sums[i] > sums[best] ? i : best;
        }
        String answer = weighed.answers.get(best);
        Question question = weighed.question;
        return new Answered(
                question.id(),
                question.subject(),
                question.target(),
                likelihoods,
                null,
                answer,
                answer.equals(question.target()) ? 1 : 0,
                weighed.shots);
    }
}
