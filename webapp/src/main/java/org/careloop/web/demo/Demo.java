package org.careloop.web.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.ModelKind;
import org.careloop.run.Prompt;
import org.careloop.run.Response;
import org.careloop.run.cli.Progress;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.FirstAccounts;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWatcher;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.TrainingService;
import org.careloop.web.verdict.VerdictReport;
import org.springframework.stereotype.Service;

/** The whole loop, stage by stage, by the same services and the same trainer processes that production uses. */
@Service
public class Demo {
    private static final long SEED = 1;
    private static final String BASE = "demo-policy";
    private static final String OPERATOR = "ml-engineer";

    private final StudyService studies;
    private final ImportService imports;
    private final CheckpointService checkpoints;
    private final TrainingService training;
    private final RunWatcher watcher;
    private final ScriptedJudges judges;
    private final BlindStudy blind;
    private final FirstAccounts people;
    private final DemoAccounts accounts;
    private final Clock clock;

    Demo(
            StudyService studies,
            ImportService imports,
            CheckpointService checkpoints,
            TrainingService training,
            RunWatcher watcher,
            ScriptedJudges judges,
            BlindStudy blind,
            FirstAccounts people,
            DemoAccounts accounts,
            Clock clock) {
        this.studies = studies;
        this.imports = imports;
        this.checkpoints = checkpoints;
        this.training = training;
        this.watcher = watcher;
        this.judges = judges;
        this.blind = blind;
        this.people = people;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Runs the loop and writes {@code report.md} and {@code report.json}.
     *
     * @param demo the bundled study, judge and policy
     * @param data this demo's own directory
     * @param secondsSoFar what opening the database took
     * @return the facts of the closing line
     */
    public Map<String, Object> run(Path demo, Path data, double secondsSoFar) throws IOException, InterruptedException {
        Stages stages = new Stages();
        stages.add("database", secondsSoFar, "embedded PostgreSQL, schema migrated");
        TrainerProcess trainer = TrainerProcess.find(data.resolve("log"));
        JudgeRule rule = JudgeRule.read(demo.resolve("study/judge.json"));
        DemoAnswers sampling = new DemoAnswers(trainer, data.resolve("samples"));
        // Those of a first start, so that a browser opens this folder afterwards.
        people.makeDemo();
        PersonId operator = accounts.of(OPERATOR, clock.instant());

        Study study = study(demo, operator);
        Checkpoint base = checkpoints.registerBase(BASE, ModelKind.POLICY, policy(demo));
        Path written = demo.resolve("study/comparisons.jsonl");
        imports.importFiles(study.id(), List.of(ImportFile.of(written)), SEED);
        List<Comparison> bundled = JsonLines.readAll(written, Comparison.class);
        stages.done("study", "%d comparisons written for the demo".formatted(bundled.size()));

        List<Prompt> prompts = prompts(bundled);
        Path sampled = sampling.pairs(base, prompts, languages(bundled));
        imports.importFiles(study.id(), List.of(ImportFile.of(sampled)), SEED);
        stages.done("sample", "%d more comparisons sampled from the demo policy".formatted(lines(sampled)));

        int votes = judges.judgeAll(study.id(), rule, SEED);
        stages.done("judge", "%d votes by two scripted judges".formatted(votes));

        Checkpoint reward = train(trainer, DemoSettings.reward(study, base), operator);
        stages.done("reward", "reward model %s".formatted(reward.name()));
        Checkpoint policy = train(trainer, DemoSettings.policy(study, base, reward), operator);
        stages.done(
                "ppo",
                "policy %s, sha256 %s…".formatted(policy.name(), policy.sha256().substring(0, 12)));

        Study asked = blind.prepare(demo, sampling, base, policy, texts(prompts), operator);
        stages.done("answer", "two models, new questions");
        VerdictReport verdict = blind.judge(asked, rule);
        stages.done("verdict", DemoReport.line(verdict));

        List<Response> before = sampling.answers(base, reward, prompts);
        List<Response> after = sampling.answers(policy, reward, prompts);
        DemoReport report = DemoReport.of(rule, languages(bundled), before, after, votes, reward, policy, verdict);
        stages.done("compare", "%d answers before, %d after".formatted(before.size(), after.size()));
        report.write(data, stages);
        return report.summary(data, stages);
    }

    private Study study(Path demo, PersonId operator) throws IOException {
        String guidelines = Files.readString(demo.resolve("study/guidelines.en.md"));
        return studies.create(new NewStudy("Demo", guidelines, ScriptedJudges.NUMBER), operator);
    }

    private static Set<List<Message>> texts(List<Prompt> prompts) {
        return prompts.stream().map(Prompt::prompt).collect(Collectors.toSet());
    }

    private Checkpoint train(TrainerProcess trainer, TrainingRequest request, PersonId operator)
            throws IOException, InterruptedException {
        Run run = training.start(request, operator);
        String kind = run.kind().label();
        Progress progress = Progress.of(kind);
        trainer.run(kind, List.of("execute", run.directory().path().toString()), () -> show(run, progress));
        watcher.look();
        return training.result(run.id())
                .orElseThrow(() -> new IllegalStateException("the %s run made no checkpoint; its directory: %s"
                        .formatted(kind, run.directory().path())));
    }

    private void show(Run run, Progress progress) {
        training.progress(run)
                .status()
                .filter(status -> status.of() > 0)
                .ifPresent(status -> progress.at(
                        status.step(), status.of(), status.phase().name().toLowerCase(Locale.ROOT)));
    }

    private static Path policy(Path demo) {
        Path policy = demo.resolve("policy");
        if (!Files.isDirectory(policy)) {
            throw BadInput.in(policy, "the demo policy is not there; make it by ./careloop make-demo-model");
        }
        return policy;
    }

    private static List<Prompt> prompts(List<Comparison> comparisons) {
        Map<List<?>, Prompt> distinct = new LinkedHashMap<>();
        comparisons.forEach(row -> distinct.putIfAbsent(row.prompt(), new Prompt(row.id(), row.prompt())));
        return new ArrayList<>(distinct.values());
    }

    private static Map<String, String> languages(List<Comparison> comparisons) {
        Map<String, String> languages = new LinkedHashMap<>();
        comparisons.forEach(row -> languages.put(row.id(), row.language() == null ? "en" : row.language()));
        return languages;
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
