package org.careloop.ppo.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.BaseModel;
import org.careloop.run.ModelSource;
import org.careloop.run.RunClaim;
import org.careloop.run.benchmark.Question;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Exam;
import org.careloop.run.evaluation.Terms;
import org.careloop.run.rows.GrowingRows;
import org.careloop.run.settings.EvaluateSettings;
import org.jspecify.annotations.Nullable;

/** One model takes an exam, from where an earlier process left off. Its weights are loaded when the first question is asked. */
final class Sitting implements AutoCloseable {
    private final String name;
    private final Exam exam;
    private final ModelSource source;
    private final LoadOptions options;
    private final Asking asking;
    private final RunClaim claim;
    private final GrowingRows<Answered> rows;
    private final Map<String, Integer> accurate = new HashMap<>();
    private @Nullable LanguageModel model;

    private Sitting(String name, ModelSource source, Exam exam, EvaluateSettings settings, Path folder)
            throws IOException {
        this.name = name;
        this.exam = exam;
        this.source = source;
        options = LoadOptions.of(settings.weights());
        asking = asking(exam, BaseModel.of(source), settings.batchSize());
        ResultFolder result = new ResultFolder(folder);
        claim = result.begin(name, options.dtype().name().toLowerCase(Locale.ROOT), exam);
        rows = result.rows(answer -> take(answer));
    }

    /**
     * Opens the folder of its answers, or makes it.
     *
     * @param name of the model in the result
     * @throws org.careloop.run.BadInput where the folder holds something else, or a question without examples is longer than the
     *     model reads
     */
    static Sitting begin(String name, ModelSource source, Exam exam, EvaluateSettings settings, Path folder)
            throws IOException {
        Sitting sitting = new Sitting(name, source, exam, settings, folder);
        sitting.asking.check(sitting.open());
        return sitting;
    }

    private static Asking asking(Exam exam, BaseModel base, int rows) throws IOException {
        int positions = ModelConfig.read(base.directory()).maxPositions();
        return exam.terms().method() == Terms.Method.GENERATION
                ? new WrittenAsking(exam, base, positions, rows)
                : new LikelihoodAsking(exam, base.tokenizer(), positions, rows);
    }

    private void take(Answered answer) {
        accurate.put(answer.id(), answer.accurate());
    }

    /** The name of the model in the result. */
    String name() {
        return name;
    }

    /** The questions that are unanswered, in their order. */
    List<Question> open() {
        return open(exam.asked().questions());
    }

    /** Those of them that are unanswered. */
    List<Question> open(List<Question> of) {
        return of.stream()
                .filter(question -> !accurate.containsKey(question.id()))
                .toList();
    }

    /** How many questions are answered. */
    int answered() {
        return accurate.size();
    }

    /** Share of the answered questions whose answer is the key. */
    double accuracy() {
        return accurate.values().stream().mapToInt(Integer::intValue).average().orElse(0);
    }

    /**
     * Asks.
     *
     * @param progress takes how many questions are answered
     */
    void ask(List<Question> questions, IntConsumer progress) throws IOException {
        if (questions.isEmpty()) {
            return;
        }
        asking.ask(questions, loaded(), answer -> {
            rows.add(answer);
            take(answer);
            progress.accept(accurate.size());
        });
    }

    private LanguageModel loaded() throws IOException {
        LanguageModel now = model;
        if (now == null) {
            now = LanguageModel.load(source, options);
            model = now;
        }
        return now;
    }

    /** Frees the weights; they are loaded again where more is asked. */
    void rest() {
        LanguageModel now = model;
        if (now != null) {
            now.parameters().values().forEach(Tensor::close);
            model = null;
        }
    }

    @Override
    public void close() throws IOException {
        rest();
        rows.close();
        claim.close();
    }
}
