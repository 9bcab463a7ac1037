package org.careloop.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.PeftAdapter;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.TrainingRun;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RewardTrainingTest {
    @TempDir
    Path folder;

    @Test
    void learnsAPlainRuleAndSaysSoOnPromptsItNeverSaw() throws IOException {
        RunDirectory run = Runs.prepare(
                folder.resolve("run"),
                SharedData.stories(),
                Runs.thankful(32),
                Map.of("epochs", 6, "batchPairs", 12, "evaluationShare", .25));
        TrainingRun.Outcome outcome = TrainingRun.execute(run, RewardTraining::load);

        assertThat(outcome.status().phase()).isEqualTo(Phase.DONE);
        List<MetricLog.Line> steps = MetricLog.read(run.metrics());
        assertThat(steps.getLast().values().get("log_loss")).isLessThan(.35);
        RewardReport report = Json.read(run.model().resolve("report.json"), RewardReport.class);
        assertThat(report.heldOut().accuracy().value()).isGreaterThan(.95);
        assertThat(report.heldOut().logLoss().value()).isLessThan(.4);
        assertThat(report.heldOut().counts()).containsEntry("prompts", 8L).containsEntry("votes A", 8L);
        assertThat(report.training().counts()).containsEntry("prompts", 24L);
        assertThat(Files.readString(run.model().resolve("README.md")))
                .contains("| this model | 1.000")
                .contains("| longer wins |")
                .contains("base model | stories260K")
                .startsWith("""
                        ---
                        library_name: transformers
                        pipeline_tag: text-classification
                        tags: [reward-model, rlhf, careloop]
                        ---
                        # Reward model of run run

                        Gives one number to a response to a prompt: the higher,""")
                .contains("""
                        | decisive votes | accuracy | log-loss (nats) |
                        | --- | --- | --- |
                        | this model |""");
    }

    @Test
    void rewardsHaveMeanZeroOnTheTrainingResponses() throws IOException {
        RunDirectory run = trained(Map.of("epochs", 1, "evaluationShare", 0));
        RewardModel model = RewardModel.load(run.model(), LoadOptions.cpu());
        assertThat(model.shift()).isNotZero();
        double[] scores = Evaluator.scored(model, encoded(run)).stream()
                .flatMapToDouble(group -> Arrays.stream(group.scores()))
                .toArray();
        assertThat(scores).hasSize(24);
        assertThat(Arrays.stream(scores).average().orElseThrow()).isCloseTo(0, within(1e-6));
    }

    @Test
    void accumulatedGradientsAreThoseOfTheWholeStep() throws IOException {
        List<Map<String, Double>> whole = steps(Map.of("microBatchTokens", 100_000, "batchPairs", 24), 3);
        List<Map<String, Double>> parts = steps(Map.of("microBatchTokens", 1, "batchPairs", 24), 3);
        for (int step = 0; step < 3; step++) {
            for (String figure : List.of("loss", "log_loss", "grad_norm", "margin", "tie_parameter")) {
                assertThat(parts.get(step).get(figure))
                        .as("%s of step %d", figure, step + 1)
                        .isCloseTo(whole.get(step).get(figure), withinPercentage(1e-3));
            }
        }
    }

    @Test
    void recomputingTheLayersChangesNoFigure() throws IOException {
        for (String lora : List.of("off", "on")) {
            List<Map<String, Double>> kept =
                    steps(Map.of("microBatchTokens", 500, "batchPairs", 24, "lora", lora, "recompute", "off"), 3);
            List<Map<String, Double>> recomputed =
                    steps(Map.of("microBatchTokens", 500, "batchPairs", 24, "lora", lora, "recompute", "on"), 3);
            assertThat(recomputed).isEqualTo(kept);
        }
    }

    @Test
    void aResumedRunEndsInTheSameBytes() throws IOException {
        Map<String, Object> settings = Map.of("epochs", 2, "batchPairs", 6);
        RunDirectory run = prepared("through", settings);
        Path through = folder.resolve("model-through");
        Path resumed = folder.resolve("model-resumed");
        Path state = Files.createDirectories(folder.resolve("state"));
        try (Job job = Runs.job(run)) {
            for (long step = 1; step <= job.steps(); step++) {
                job.step(step);
            }
            job.saveModel(through, new MetricLog.Line(job.steps(), Map.of()));
        }
        try (Job job = Runs.job(run)) {
            for (long step = 1; step <= 3; step++) {
                job.step(step);
            }
            job.saveState(state);
        }
        try (Job job = Runs.job(run)) {
            job.restoreState(state);
            for (long step = 4; step <= job.steps(); step++) {
                job.step(step);
            }
            job.saveModel(resumed, new MetricLog.Line(job.steps(), Map.of()));
        }
        for (String file : List.of("model.safetensors", "careloop.json", "report.json", "README.md")) {
            assertThat(resumed.resolve(file)).as(file).hasSameBinaryContentAs(through.resolve(file));
        }
    }

    @Test
    void aStoppedRunKeepsAModelThatScores() throws IOException {
        RunDirectory run = prepared("stopped", Map.of("epochs", 3, "batchPairs", 6));
        TrainingRun.Outcome outcome = TrainingRun.execute(run, (directory, spec) -> {
            Job job = RewardTraining.load(directory, spec);
            return new StopAfter(job, directory, 2);
        });
        assertThat(outcome.status().phase()).isEqualTo(Phase.STOPPED);
        assertThat(Json.read(run.model().resolve("report.json"), RewardReport.class)
                        .steps())
                .isEqualTo(2);
        assertThat(RewardModel.load(run.model(), LoadOptions.cpu()).score(List.of(new int[] {1, 5, 2})))
                .hasSize(1);
    }

    @Test
    void votesWithoutTiesAreLearntByBradleyTerry() throws IOException {
        List<Comparison> decisive = Runs.thankful(6).stream()
                .filter(row -> row.votes().getFirst().verdict().isDecisive())
                .toList();
        RunDirectory run = Runs.prepare(folder.resolve("run"), SharedData.stories(), decisive, Map.of());
        try (Job job = Runs.job(run)) {
            job.step(1);
            job.saveModel(folder.resolve("model"), new MetricLog.Line(1, Map.of()));
        }
        RewardReport report = Json.read(folder.resolve("model/report.json"), RewardReport.class);
        assertThat(report.ties()).isEqualTo(TieModel.NONE);
        assertThat(report.tieParameter()).isNull();
        assertThat(report.training().allVotesLogLoss()).isNull();
    }

    @Test
    void anEvaluationFileIsUsedAsItIs() throws IOException {
        RunDirectory run = prepared("run", Map.of());
        List<Comparison> heldOut = Runs.thankful(3);
        JsonLines.write(run.dataset().resolve("evaluation.jsonl"), heldOut);
        try (Job job = Runs.job(run)) {
            job.step(1);
            job.saveModel(folder.resolve("model"), new MetricLog.Line(1, Map.of()));
        }
        RewardReport report = Json.read(folder.resolve("model/report.json"), RewardReport.class);
        assertThat(report.heldOut().counts()).containsEntry("prompts", 3L);
        assertThat(report.training().counts()).containsEntry("prompts", 5L);
        assertThat(report.excluded()).containsEntry("comparisons whose prompt is also in the evaluation file", 9L);
    }

    @Test
    void anAdapterIsMergedIntoTheModelAndKeptBesideIt() throws IOException {
        RunDirectory run = trained(Map.of("epochs", 2, "lora", "on", "loraRank", 4, "learningRate", 5e-3));
        assertThat(run.model().resolve("adapter/adapter_model.safetensors")).exists();
        assertThat(Json.read(run.model().resolve("adapter/adapter_config.json"), JsonNode.class)
                        .path("base_model_name_or_path")
                        .asString())
                .isEqualTo("stories260K");
        assertTellsNoPlace(run.model());
        RewardModel merged = RewardModel.load(run.model(), LoadOptions.cpu());
        var trunk = LanguageModel.load(SharedData.stories(), LoadOptions.cpu());
        var head = PeftAdapter.load(trunk, RewardModel.ADAPTER, run.model().resolve("adapter"), Rng.seeded(1))
                .orElseThrow();
        RewardModel adapted = new RewardModel(trunk, RewardModel.ADAPTER, head, merged.shift());
        List<int[]> texts = encoded(run).getFirst().sequences();
        double[] apart = adapted.score(texts);
        double[] together = merged.score(texts);
        for (int i = 0; i < apart.length; i++) {
            assertThat(apart[i]).isCloseTo(together[i], within(1e-5));
        }
    }

    /** A checkpoint travels; nothing in it may say where this machine kept anything. */
    private void assertTellsNoPlace(Path model) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(
                                folder.toString(),
                                SharedData.stories().getParent().toString(),
                                "../");
            }
        }
    }

    @Test
    void theFirstStepOnRealVotesKnowsNothingAndTheLossFalls() throws IOException {
        List<Comparison> some = SharedData.pandaLm().subList(0, 80);
        Map<String, Object> settings = Map.of("epochs", 2, "maxLength", 96, "batchPairs", 12);
        RunDirectory run = Runs.prepare(folder.resolve("run"), SharedData.stories(), some, settings);
        TrainingRun.execute(run, RewardTraining::load);
        List<MetricLog.Line> steps = MetricLog.read(run.metrics());
        assertThat(steps.getFirst().values().get("log_loss")).isCloseTo(Math.log(2), within(.1));
        double begin = mean(steps.subList(0, steps.size() / 2));
        double end = mean(steps.subList(steps.size() / 2, steps.size()));
        assertThat(end).isLessThan(begin);
        EvaluationReport heldOut = Json.read(run.model().resolve("report.json"), RewardReport.class)
                .heldOut();
        assertThat(heldOut.byAnnotator()).containsOnlyKeys("annotator-1", "annotator-2", "annotator-3");
        assertThat(heldOut.annotatorAgreement().decisive().value()).isGreaterThan(.8);
        assertThat(heldOut.baselines().longerWins().accuracy().value()).isBetween(0., 1.);
    }

    @Test
    void votesThatAllTieAreRefusedByATieModelWithoutTies() throws IOException {
        List<Comparison> ties = Runs.thankful(4).stream()
                .filter(row -> row.votes().getFirst().verdict() == Verdict.SAME)
                .toList();
        RunDirectory run = Runs.prepare(folder.resolve("run"), SharedData.stories(), ties, Map.of("ties", "none"));
        assertThatThrownBy(() -> Runs.job(run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("every vote is a tie");
    }

    @Test
    void strengthsAreMarginsAndWeightsAreWeights() {
        RewardSettings.Likelihood settings =
                Settings.defaults(RewardSettings.class).likelihood();
        assertThat(Votes.marginOf(Strength.SLIGHTLY, settings)).isZero();
        assertThat(Votes.marginOf(Strength.MODERATELY, settings)).isEqualTo(settings.margin() / 2);
        assertThat(Votes.marginOf(Strength.CLEARLY, settings)).isEqualTo(settings.margin());
        assertThat(new Vote("clinician-1", Verdict.A).strength()).isEqualTo(Strength.SLIGHTLY);
    }

    private RunDirectory prepared(String name, Map<String, Object> settings) throws IOException {
        return Runs.prepare(folder.resolve(name), SharedData.stories(), Runs.thankful(8), settings);
    }

    private RunDirectory trained(Map<String, Object> settings) throws IOException {
        RunDirectory run = prepared("run", settings);
        TrainingRun.execute(run, RewardTraining::load);
        return run;
    }

    private List<Map<String, Double>> steps(Map<String, Object> settings, int count) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("epochs", count);
        RunDirectory run = prepared("run-" + settings.hashCode(), all);
        List<Map<String, Double>> figures = new ArrayList<>();
        try (Job job = Runs.job(run)) {
            for (long step = 1; step <= count; step++) {
                figures.add(job.step(step));
            }
        }
        return figures;
    }

    private static List<EncodedGroup> encoded(RunDirectory run) throws IOException {
        var tokenizer = Tokenizer.load(run.model());
        ResponseEncoder encoder = new ResponseEncoder(ChatFormat.load(run.model(), tokenizer), 512);
        return RewardData.read(run.comparisons()).groups().stream()
                .map(group -> EncodedGroup.of(group, encoder))
                .toList();
    }

    private static double mean(List<MetricLog.Line> steps) {
        return steps.stream()
                .mapToDouble(line -> line.values().get("log_loss"))
                .average()
                .orElseThrow();
    }
}
