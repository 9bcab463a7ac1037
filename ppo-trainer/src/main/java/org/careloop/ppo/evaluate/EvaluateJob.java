package org.careloop.ppo.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.train.DeviceWords;
import org.careloop.lm.train.Job;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.benchmark.Question;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Exam;
import org.careloop.run.evaluation.ExamOrder;
import org.careloop.run.settings.EvaluateSettings;
import org.careloop.run.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A run in which a model takes an exam, and after it the model that it is compared with, if any. A step asks one of them some
 * of what it has not answered. Every answer is kept as soon as it is there, so that the state is no more than a count of steps.
 */
public final class EvaluateJob implements Job {
    private static final String STATE = "steps.json";
    /** So many batches are a step: few enough to see it go on, enough that what questions begin with is read once. */
    private static final int BATCHES = 4;

    private final RunDirectory directory;
    private final Exam exam;
    private final EvaluateSettings settings;
    private final List<Sitting> sittings;
    private final List<Round> rounds = new ArrayList<>();
    private long done;
    private @Nullable Sitting asked;

    /** How many steps were done. */
    private record State(long steps) {}

    /** What a model has answered after a step. */
    private record Round(Sitting sitting, List<Question> questions) {}

    private EvaluateJob(RunDirectory directory, Exam exam, EvaluateSettings settings, List<Sitting> sittings) {
        this.directory = directory;
        this.exam = exam;
        this.settings = settings;
        this.sittings = sittings;
        int step = settings.batchSize() * BATCHES;
        for (Sitting sitting : sittings) {
            List<Question> all = exam.asked().questions();
            for (int at = 0; at < all.size(); at += step) {
                rounds.add(new Round(sitting, all.subList(at, Math.min(at + step, all.size()))));
            }
        }
    }

    /**
     * Reads the exam and finds what the models have not answered.
     *
     * @throws BadInput where a file does not fit, or a question is longer than one of the models reads
     */
    public static EvaluateJob load(RunDirectory directory, RunSpec spec) throws IOException {
        EvaluateSettings settings = Settings.apply(EvaluateSettings.class, spec.settings());
        List<Path> examples = Files.isDirectory(directory.examples()) ? List.of(directory.examples()) : List.of();
        Exam exam = Exam.read(
                List.of(directory.questions()), examples, Json.read(directory.exam(), ExamOrder.class), settings);
        List<Sitting> sittings = new ArrayList<>();
        Path folder = directory.sitting();
        for (RunSpec.Answerer one : spec.answerers()) {
            Path model = directory.path().resolve(String.valueOf(one.directory()));
            ModelSource source = ModelSource.of(model, spec.base(directory));
            // A folder inside another would make the latter look occupied, so the later model begins.
            sittings.add(Sitting.begin(one.name(), source, exam, settings, folder));
            folder = folder.resolve(ResultFolder.BEFORE);
        }
        return new EvaluateJob(directory, exam, settings, sittings);
    }

    /** Each process would ask all of it. */
    @Override
    public void join(Ranks ranks) {
        if (ranks.size() > 1) {
            throw new BadInput(Phrase.filled(
                    "evaluation.ranks", "one process asks an exam; %s were started: start one", ranks.size()));
        }
    }

    @Override
    public long steps() {
        return rounds.size();
    }

    @Override
    public long stateEvery() {
        return 1;
    }

    @Override
    public Phrase device() {
        return DeviceWords.of(LoadOptions.of(settings.weights()).device());
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        Round round = rounds.get(Math.toIntExact(number - 1));
        Sitting sitting = round.sitting();
        if (asked != null && asked != sitting) {
            asked.rest();
        }
        asked = sitting;
        // Of a step that was cut off some is answered.
        sitting.ask(sitting.open(round.questions()), answered -> {});
        done = number;
        return figures();
    }

    private Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Metrics.QUESTIONS, (double)
                sittings.stream().mapToInt(Sitting::answered).sum());
        for (Sitting sitting : sittings) {
            String figure = sitting == sittings.getFirst() ? Metrics.EXAM_ACCURACY : Metrics.EXAM_ACCURACY_BEFORE;
            if (sitting.answered() > 0) {
                figures.put(figure, sitting.accuracy());
                figures.put(Metrics.count(figure), (double) sitting.answered());
            }
        }
        return figures;
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        Sitting now = asked;
        return now == null ? "" : String.format(Locale.ROOT, "%s, right %.4f", now.name(), now.accuracy());
    }

    /** The answers are kept already. */
    @Override
    public void saveState(Path state) throws IOException {
        Json.replace(state.resolve(STATE), new State(done));
    }

    @Override
    public void restoreState(Path state) throws IOException {
        done = Json.read(state.resolve(STATE), State.class).steps();
    }

    @Override
    public Path result(RunDirectory of) {
        return of.evaluation();
    }

    /** Counted when all is answered; a run that a person stops before has no result, and goes on with what is unanswered. */
    @Override
    public void saveModel(Path result, MetricLog.Line last) throws IOException {
        if (sittings.stream().allMatch(sitting -> sitting.open().isEmpty())) {
            ResultFolder folder = new ResultFolder(directory.sitting());
            Evaluation evaluation = folder.count(exam);
            if (sittings.size() > 1) {
                Path earlier = directory.sitting().resolve(ResultFolder.BEFORE);
                new ResultFolder(earlier).count(exam);
                evaluation = folder.after(earlier, exam);
            }
            Json.replace(result.resolve(ResultFolder.RESULT), evaluation);
        }
    }

    @Override
    public void close() {
        try {
            for (Sitting sitting : sittings) {
                sitting.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
