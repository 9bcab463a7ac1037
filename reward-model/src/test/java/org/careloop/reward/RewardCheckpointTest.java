package org.careloop.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelSource;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.preference.PreferenceData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a training of a reward model leaves: weights, adapter, figures and the state that it resumes from. */
class RewardCheckpointTest {
    @TempDir
    Path folder;

    @Test
    void rewardsHaveMeanZeroOnTheTrainingResponses() throws IOException {
        RunDirectory run = trained(Map.of("epochs", 1, "evaluationShare", 0));
        RewardModel model = RewardModel.load(ModelSource.whole(run.model()), LoadOptions.cpu());
        assertThat(model.shift()).isNotZero();
        double[] scores = Evaluator.scored(model, encoded(run)).stream()
                .flatMapToDouble(group -> Arrays.stream(group.scores()))
                .toArray();
        assertThat(scores).hasSize(24);
        assertThat(Arrays.stream(scores).average().orElseThrow()).isCloseTo(0, within(1e-6));
    }

    @Test
    void aResumedRunEndsInTheSameBytes() throws IOException {
        Map<String, Object> settings = Map.of("epochs", 2, "batchPairs", 6);
        RunDirectory run = Runs.ofStories(folder.resolve("through"), settings);
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
        RunDirectory run = Runs.ofStories(folder.resolve("stopped"), Map.of("epochs", 3, "batchPairs", 6));
        TrainingRun.Outcome outcome = TrainingRun.execute(run, (directory, spec) -> {
            Job job = RewardTraining.load(directory, spec);
            return new StopAfter(job, directory, 2);
        });
        assertThat(outcome.status().phase()).isEqualTo(Phase.STOPPED);
        assertThat(Json.read(run.model().resolve("report.json"), RewardReport.class)
                        .steps())
                .isEqualTo(2);
        assertThat(RewardModel.load(ModelSource.whole(run.model()), LoadOptions.cpu())
                        .score(List.of(new int[] {1, 5, 2})))
                .hasSize(1);
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
        RewardModel merged = RewardModel.load(ModelSource.whole(run.model()), LoadOptions.cpu());
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

    private RunDirectory trained(Map<String, Object> settings) throws IOException {
        RunDirectory run = Runs.ofStories(folder.resolve("run"), settings);
        TrainingRun.execute(run, RewardTraining::load);
        return run;
    }

    private static List<EncodedGroup> encoded(RunDirectory run) throws IOException {
        var tokenizer = Tokenizer.load(run.model());
        ResponseEncoder encoder = new ResponseEncoder(ChatFormat.load(run.model(), tokenizer), 512);
        return PreferenceData.read(run.comparisons()).groups().stream()
                .map(group -> EncodedGroup.of(group, encoder))
                .toList();
    }
}
