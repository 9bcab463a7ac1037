package org.careloop.ppo.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.BaseModel;
import org.careloop.run.ModelSource;
import org.careloop.run.RunClaim;
import org.careloop.run.benchmark.Question;
import org.careloop.run.cli.Progress;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Terms;
import org.careloop.run.rows.GrowingRows;
import org.careloop.run.settings.EvaluateSettings;

/** One model takes an exam, from where an earlier process left off. */
final class ModelEvaluation {
    private final Exam exam;
    private final EvaluateSettings settings;
    private final ModelSource source;
    private final ResultFolder folder;

    ModelEvaluation(Exam exam, EvaluateSettings settings, ModelSource source, Path folder) {
        this.exam = exam;
        this.settings = settings;
        this.source = source;
        this.folder = new ResultFolder(folder);
    }

    /** Asks what is unanswered, and counts. The weights are freed afterwards, so that two models need not be in memory at once. */
    Evaluation run() throws IOException {
        LoadOptions options = LoadOptions.of(settings.weights());
        Set<String> done = new HashSet<>();
        try (RunClaim claim = folder.begin(
                        source.given().toString(), options.dtype().name().toLowerCase(Locale.ROOT), exam);
                GrowingRows<Answered> rows = folder.rows(answer -> done.add(answer.id()))) {
            List<Question> open = exam.asked().questions().stream()
                    .filter(question -> !done.contains(question.id()))
                    .toList();
            if (!open.isEmpty()) {
                BaseModel base = BaseModel.of(source);
                LanguageModel model = LanguageModel.load(source, options);
                Progress progress = Progress.of("questions");
                asking(base, model).ask(open, answer -> {
                    rows.add(answer);
                    done.add(answer.id());
                    progress.at(done.size(), exam.asked().questions().size(), "");
                });
                model.parameters().values().forEach(Tensor::close);
            }
        }
        Evaluation evaluation =
                Evaluation.of(source.given().toString(), exam.terms(), exam.asked(), folder.answers(exam.asked()));
        folder.end(evaluation);
        return evaluation;
    }

    private Asking asking(BaseModel base, LanguageModel model) {
        return exam.terms().method() == Terms.Method.GENERATION
                ? new WrittenAsking(exam, base, model, settings.batchSize())
                : new LikelihoodAsking(exam, base.tokenizer(), model, settings.batchSize());
    }

    /** This result beside an earlier one on the same terms. */
    Evaluation after(Evaluation now, Path earlier) throws IOException {
        ResultFolder old = new ResultFolder(earlier);
        Evaluation compared = now.after(
                earlier.toString(),
                old.evaluation(),
                exam.asked(),
                old.answers(exam.asked()),
                folder.answers(exam.asked()));
        folder.end(compared);
        return compared;
    }
}
