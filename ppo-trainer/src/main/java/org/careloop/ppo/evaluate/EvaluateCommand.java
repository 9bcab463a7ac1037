package org.careloop.ppo.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Backend;
import org.careloop.run.ModelSource;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.Progress;
import org.careloop.run.cli.SettingsOption;
import org.careloop.run.evaluation.Change;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Exam;
import org.careloop.run.evaluation.ExamOrder;
import org.careloop.run.evaluation.Prompts;
import org.careloop.run.evaluation.SubjectList;
import org.careloop.run.evaluation.Terms;
import org.careloop.run.settings.EvaluateSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop evaluate}: how many questions of an exam a model answers rightly. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Says how many questions of an exam a model answers rightly, and whether a training changed that.",
            "Reads the published files of MMLU, MedQA, MedMCQA, PubMedQA, C-Eval, CMMLU, CMB-Exam and CMExam as they"
                    + " are.",
            "The same command goes on with what is unanswered."
        })
public final class EvaluateCommand implements Commands.Summarised {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A model directory, the directory of a finished run, or of an adapter.")
    private Path model;

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "Model that an adapter lies over; needed where the adapter does not say it.")
    private @Nullable Path base;

    @Option(
            names = "--benchmark",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "The files of one benchmark, those of keys among them, or the folder that they lie in.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--examples",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files of the same benchmark that the worked examples are taken from; shots says how many.")
    private List<Path> exampleFiles = new ArrayList<>();

    @Option(
            names = "--subjects",
            paramLabel = "NAME",
            description =
                    "Which subjects count: mmlu-med, mmlu-health, ceval-med, cmmlu-med, or a file; all if left out.")
    private @Nullable String subjects;

    @Option(
            names = "--prompts",
            paramLabel = "NAME",
            description = "In which words is asked: those of the benchmark if left out, or a file.")
    private @Nullable String prompts;

    @Option(
            names = "--written",
            description = "Lets the model answer in its own words, instead of reading how likely each option is.")
    private boolean written;

    @Option(names = "--leave-out-unkeyed", description = "Leaves out questions without a key, and counts them.")
    private boolean leaveOutUnkeyed;

    @Option(
            names = "--before",
            paramLabel = "DIR",
            description = "What to compare with: the directory of an earlier evaluation, or a model, which is evaluated"
                    + " first.")
    private @Nullable Path before;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the result, to make or go on with.")
    private Path out;

    @Mixin
    private SettingsOption<EvaluateSettings> options = new SettingsOption<>(EvaluateSettings.class);

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, Object> call() throws IOException {
        EvaluateSettings settings = options.settings();
        Exam exam = exam(settings);
        ModelSource source = ModelSource.of(model, base);
        Path earlier = before;
        ModelSource old = earlier == null || ResultFolder.isResult(earlier) ? null : ModelSource.of(earlier, base);
        if (earlier != null && old == null) {
            exam.terms().requireSame(new ResultFolder(earlier).evaluation().terms(), earlier.toString());
        }
        LoadOptions weights = LoadOptions.of(settings.weights());
        spec.commandLine().getErr().println(Backend.describe(weights.device()));
        // A folder inside another would make the latter look occupied, so the later model begins.
        Evaluation result = taken(exam, settings, source, out);
        if (old != null) {
            earlier = out.resolve(ResultFolder.BEFORE);
            taken(exam, settings, old, earlier);
        }
        if (earlier != null) {
            result = new ResultFolder(out).after(earlier, exam);
        }
        spec.commandLine().getErr().print(ResultTable.of(result));
        spec.commandLine().getErr().flush();
        return summary(result);
    }

    /** The weights are freed afterwards, so that two models need not be in memory at once. */
    private static Evaluation taken(Exam exam, EvaluateSettings settings, ModelSource model, Path folder)
            throws IOException {
        Progress progress = Progress.of("questions");
        try (Sitting sitting = Sitting.begin(model.given().toString(), model, exam, settings, folder)) {
            sitting.ask(
                    sitting.open(),
                    done -> progress.at(done, exam.asked().questions().size(), ""));
        }
        return new ResultFolder(folder).count(exam);
    }

    private Exam exam(EvaluateSettings settings) throws IOException {
        ExamOrder order = new ExamOrder(
                subjects == null ? null : SubjectList.read(subjects),
                prompts == null ? null : Prompts.read(prompts),
                written ? Terms.Method.GENERATION : Terms.Method.LOGLIKELIHOOD,
                leaveOutUnkeyed);
        return Exam.read(files, exampleFiles, order, settings);
    }

    private Map<String, Object> summary(Evaluation result) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("command", "evaluate");
        summary.put("name", result.name());
        summary.put("questions", result.accuracy().n());
        summary.put("acc", result.accuracy().value());
        summary.put("acc_low", result.accuracy().low());
        summary.put("acc_high", result.accuracy().high());
        summary.put("acc_macro", result.macro().value());
        if (result.macroF1() != null) {
            summary.put("f1", result.macroF1());
        }
        summary.put("unextracted", result.unextracted());
        Change change = result.change();
        if (change != null) {
            summary.put("difference", change.difference());
            summary.put("difference_low", change.low());
            summary.put("difference_high", change.high());
            summary.put("mcnemar", change.mcnemar());
        }
        summary.put("out", out.toString());
        return summary;
    }
}
