package org.careloop.ppo.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.train.DeviceWords;
import org.careloop.lm.train.Job;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.rows.PromptFile;
import org.careloop.run.settings.AnswerSettings;
import org.careloop.run.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A run in which models answer prompts. A step asks one model some of what it has not answered. Every answer is in
 * {@code answers.jsonl} as soon as it is there, so that the state is no more than a count of steps, and a run that goes on asks
 * for the rest.
 */
public final class AnswerJob implements Job {
    static final String REPORT = "report.json";
    private static final String STATE = "steps.json";

    private final RunDirectory directory;
    private final RunSpec spec;
    private final AnswerSettings settings;
    private final List<AnsweringModel> models;
    private final AnswerRun run;
    private List<Round> rounds;
    private long before;
    private long done;
    private @Nullable AnsweringModel asked;

    /** How many steps were done. */
    private record State(long steps) {}

    private AnswerJob(
            RunDirectory directory, RunSpec spec, AnswerSettings settings, List<AnsweringModel> models, AnswerRun run) {
        this.directory = directory;
        this.spec = spec;
        this.settings = settings;
        this.models = models;
        this.run = run;
        rounds = run.after(0);
    }

    /** Opens the models of a run and finds what they have not answered. */
    public static AnswerJob load(RunDirectory directory, RunSpec spec) throws IOException {
        AnswerSettings settings = Settings.apply(AnswerSettings.class, spec.settings());
        RewardView.requireNamed(settings, spec.reward() != null);
        List<Question> questions =
                Question.of(PromptFile.read(directory.prompts()), settings.run().seed());
        List<AnsweringModel> models =
                Answerers.open(spec.answerers(), directory.path(), spec.base(directory), settings);
        for (AnsweringModel model : models) {
            model.check(questions);
        }
        AnswerRun run = new AnswerRun(directory.answers(), questions, models, settings);
        return new AnswerJob(directory, spec, settings, models, run);
    }

    /** Each process would ask for all of it. */
    @Override
    public void join(Ranks ranks) {
        if (ranks.size() > 1) {
            throw BadInput.coded(
                    "answers.ranks",
                    "answers are asked for by one process; %d were started: start one".formatted(ranks.size()),
                    ranks.size());
        }
    }

    @Override
    public long steps() {
        return before + rounds.size();
    }

    @Override
    public long stateEvery() {
        return 1;
    }

    @Override
    public Phrase device() {
        return spec.answerers().stream().allMatch(one -> one.directory() == null)
                ? Phrase.of("device.servers", "servers")
                : DeviceWords.of(LoadOptions.of(settings.weights()).device());
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        Round round = rounds.get(Math.toIntExact(number - before - 1));
        if (asked != null && asked != round.model()) {
            asked.close();
        }
        asked = round.model();
        long start = System.nanoTime();
        int sampled = tokens(run.ask(round));
        double seconds = (System.nanoTime() - start) / 1e9;
        done = number;
        Map<String, Double> figures = figures(run.answers(round));
        if (sampled > 0) {
            figures.put(Metrics.TOKENS_PER_SECOND, sampled / Math.max(1e-9, seconds));
        }
        return figures;
    }

    private static int tokens(List<Answer> answers) {
        return answers.stream().mapToInt(Answer::tokens).sum();
    }

    private Map<String, Double> figures(List<Answer> answers) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, Integer> counts = run.answered();
        figures.put(Metrics.ANSWERS, (double)
                counts.values().stream().mapToInt(Integer::intValue).sum());
        figures.put(Metrics.UNANSWERED, (double) run.failed());
        counts.forEach((model, count) -> figures.put(Metrics.answersOf(model), (double) count));
        if (!answers.isEmpty()) {
            int tokens = tokens(answers);
            figures.put(
                    Metrics.ENDED,
                    answers.stream().mapToInt(Answer::ended).average().orElseThrow());
            figures.put(Metrics.count(Metrics.ENDED), (double) answers.size());
            if (tokens > 0) {
                figures.put(Metrics.LENGTH, (double) tokens / answers.size());
            }
        }
        return figures;
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return String.format(
                Locale.ROOT,
                "%s, answers %.0f",
                asked == null ? "" : asked.name(),
                metrics.getOrDefault(Metrics.ANSWERS, 0.0));
    }

    /** The answers are kept already. */
    @Override
    public void saveState(Path state) throws IOException {
        Json.replace(state.resolve(STATE), new State(done));
    }

    @Override
    public void restoreState(Path state) throws IOException {
        before = Json.read(state.resolve(STATE), State.class).steps();
        done = before;
        rounds = run.after(before);
    }

    @Override
    public Path result(RunDirectory of) {
        return of.pairs();
    }

    /** Pairs are made when all is asked, so that a run that a person stops has a report only. */
    @Override
    public void saveModel(Path result, MetricLog.Line last) throws IOException {
        Optional<AnswerPairs> pairs = Optional.empty();
        if (last.step() >= steps()) {
            run.requireAnswers(directory.isUnansweredLeftOut());
            pairs = Optional.of(run.pairs(rewards()));
            pairs.get().write(result);
        }
        Map<String, String> sources =
                spec.answerers().stream().collect(Collectors.toMap(RunSpec.Answerer::name, RunSpec.Answerer::source));
        Json.replace(result.resolve(REPORT), run.report(sources, pairs));
    }

    private @Nullable RewardView rewards() throws IOException {
        return settings.pairs().choice().equals("random")
                ? null
                : new RewardView(spec.reward(directory).orElseThrow(), settings.weights());
    }

    @Override
    public void close() {
        models.forEach(AnsweringModel::close);
        try {
            run.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
