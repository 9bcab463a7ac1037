package org.careloop.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.careloop.run.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .contains("ids = [1] + tokenizer(prompt, add_special_tokens=False)[\"input_ids\"]")
                .contains("ids += tokenizer(response, add_special_tokens=False)[\"input_ids\"] + [2]")
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
        RunDirectory run = Runs.ofStories(folder.resolve("run"), Map.of());
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
    void votesThatAllTieAreRefused() throws IOException {
        List<Comparison> ties = Runs.thankful(4).stream()
                .filter(row -> row.votes().getFirst().verdict() == Verdict.SAME)
                .toList();
        RunDirectory run = Runs.prepare(folder.resolve("run"), SharedData.stories(), ties, Map.of());
        assertThatThrownBy(() -> Runs.job(run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("none of the votes prefers a response");
    }

    /** Adapters of such a width would take terabytes. */
    @Test
    void whatDoesNotFitInMemoryIsRefusedBeforeAnythingIsLoaded() throws IOException {
        RunDirectory run = Runs.ofStories(folder.resolve("run"), Map.of("lora", "on", "loraRank", 100_000_000));
        assertThatThrownBy(() -> Runs.job(run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("of main memory at its fullest")
                .hasMessageContaining("trunk of the reward model 0.00 GB");
    }

    private List<Map<String, Double>> steps(Map<String, Object> settings, int count) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("epochs", count);
        RunDirectory run = Runs.ofStories(folder.resolve("run-" + settings.hashCode()), all);
        List<Map<String, Double>> figures = new ArrayList<>();
        try (Job job = Runs.job(run)) {
            for (long step = 1; step <= count; step++) {
                figures.add(job.step(step));
            }
        }
        return figures;
    }

    private static double mean(List<MetricLog.Line> steps) {
        return steps.stream()
                .mapToDouble(line -> line.values().get("log_loss"))
                .average()
                .orElseThrow();
    }
}
