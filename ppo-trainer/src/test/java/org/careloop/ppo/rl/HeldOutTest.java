package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.careloop.lm.train.BaseModel;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.Sequence;
import org.careloop.ppo.watch.Watch;
import org.careloop.ppo.watch.Watches;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.PolicySample;
import org.careloop.run.Prompt;
import org.careloop.run.RunKind;
import org.careloop.run.settings.HeldOutSettings;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.RlooSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Prompts that are answered and never learnt from, and judges that are asked and never followed. */
class HeldOutTest {
    private static final Map<String, Object> FAST =
            Map.of("evaluationShare", .5, "evaluateEvery", 2, "learningRate", 2e-2, "iterations", 8, "rollouts", 32);

    private static final Watch ODD = new Watch("odd", answers -> {
        double[] even =
                NanoJobs.EVEN.score(answers.stream().map(Sequence::tokens).toList());
        return Arrays.stream(even).map(score -> -score).toArray();
    });

    @TempDir
    Path folder;

    private NanoJobs jobs;

    @BeforeEach
    void prepare() throws IOException {
        jobs = new NanoJobs(folder);
        JsonLines.write(
                jobs.directory.prompts(),
                IntStream.range(0, 16)
                        .mapToObj(i -> new Prompt("p" + i, List.of(Message.user("x".repeat(i + 1)))))
                        .toList());
    }

    @Test
    void theModelBeforeTrainingIsMeasuredAndNothingHasMovedYet() throws IOException {
        try (OnPolicyJob job = jobs.job(RunKind.RLOO, FAST)) {
            Map<String, Double> before = job.before();

            assertThat(before)
                    .containsEntry("eval/objective/scores_n", 8.0)
                    .containsEntry("eval/objective/scores_change", 0.0)
                    .containsEntry("eval/objective/kl", 0.0)
                    .containsKeys("eval/objective/scores_low", "eval/objective/scores_high", "eval/val/eos_rate");
        }
    }

    @Test
    void heldOutPromptsAreAnsweredEveryFewStepsAndAtTheEnd() throws IOException {
        Map<String, Object> uneven = new LinkedHashMap<>(FAST);
        uneven.putAll(Map.of("iterations", 3));
        try (OnPolicyJob job = jobs.job(RunKind.RLOO, uneven)) {
            Map<String, Double> before = job.before();
            assertThat(job.step(1)).doesNotContainKey("eval/objective/scores");
            Map<String, Double> second = job.step(2);
            assertThat(second.get("eval/objective/scores_change"))
                    .isCloseTo(
                            second.get("eval/objective/scores") - before.get("eval/objective/scores"), within(1e-12));
            assertThat(job.step(3)).containsKey("eval/objective/scores");
        }
    }

    @Test
    void aWatchThatFallsWhileTheRewardRisesIsNamed() throws IOException {
        jobs.watches = new Watches(List.of(ODD));
        try (OnPolicyJob job = jobs.job(RunKind.RLOO, FAST)) {
            job.before();
            Map<String, Double> last = Map.of();
            for (int step = 1; step <= 8; step++) {
                last = job.step(step);
            }

            assertThat(last.get("eval/objective/scores_change_low")).isPositive();
            assertThat(last.get("watch/odd")).isEqualTo(-last.get("objective/scores"));
            assertThat(last.get("eval/watch/odd_change"))
                    .isCloseTo(-last.get("eval/objective/scores_change"), within(1e-12));
            assertThat(last).containsEntry("guard/watch_falls", 1.0);
            assertThat(job.headline(last)).contains("! the reward rose while the watch \"odd\" changed by -");
        }
    }

    @Test
    void watchingChangesNothingOfWhatIsLearnt() throws IOException {
        Map<String, Double> alone;
        try (OnPolicyJob job = jobs.job(RunKind.PPO, Map.of())) {
            job.step(1);
            alone = NanoJobs.figures(job.step(2));
        }
        jobs.watches = new Watches(List.of(ODD));
        try (OnPolicyJob job = jobs.job(RunKind.PPO, Map.of())) {
            job.step(1);
            Map<String, Double> watched = NanoJobs.figures(job.step(2));
            watched.keySet().removeIf(name -> name.startsWith("watch/"));
            assertThat(watched).isEqualTo(alone);
        }
    }

    @Test
    void aLaterProcessComparesWithTheSameStart() throws IOException {
        Path state = Files.createDirectories(folder.resolve("state"));
        Map<String, Double> whole;
        try (OnPolicyJob job = jobs.job(RunKind.REINFORCE, FAST)) {
            job.before();
            job.step(1);
            job.saveState(state);
            whole = NanoJobs.figures(job.step(2));
        }
        try (OnPolicyJob job = jobs.job(RunKind.REINFORCE, FAST)) {
            job.restoreState(state);
            assertThat(NanoJobs.figures(job.step(2))).isEqualTo(whole);
        }
        assertThat(whole.get("eval/objective/scores_change")).isNotZero();
    }

    @Test
    void whatIsHeldOutIsChosenByTextAndSeedAndNeverLearnt() throws IOException {
        OnPolicyTraining.Inputs inputs = inputs();
        HeldOutSettings half = new HeldOutSettings(.5, 32, 1, 0);
        List<EncodedPrompt> held = inputs.heldOut(half, 1);
        Set<EncodedPrompt> all = new HashSet<>(held);
        all.addAll(inputs.without(held));

        assertThat(held).hasSize(8);
        assertThat(all).hasSize(16);
        assertThat(inputs.heldOut(half, 2)).isNotEqualTo(held);
        // Fewer of them are the first of more.
        assertThat(inputs.heldOut(new HeldOutSettings(.5, 3, 1, 0), 1)).isEqualTo(held.subList(0, 3));
        assertThat(inputs.heldOut(new HeldOutSettings(0, 32, 1, 0), 1)).isEmpty();
    }

    @Test
    void peopleReadAnswersToHeldOutPromptsAndTheReportSaysHowTheyScore() throws IOException {
        try (OnPolicyJob job = jobs.job(RunKind.RLOO, Map.of("evaluationShare", .5, "lora", "on", "bestOf", 4))) {
            Map<String, Double> before = job.before();
            Map<String, Double> last = Map.of();
            for (int step = 1; step <= job.steps(); step++) {
                last = job.step(step);
            }
            try (MetricLog log = MetricLog.append(jobs.directory.metrics())) {
                log.write(0, before);
                log.write(job.steps(), last);
            }
            job.saveModel(Files.createDirectories(folder.resolve("model")), new MetricLog.Line(job.steps(), last));
        }
        OnPolicyTraining.Inputs inputs = inputs();
        List<String> held = inputs.heldOut(new HeldOutSettings(.5, 32, 1, 0), 1).stream()
                .map(one -> one.prompt().id())
                .toList();

        assertThat(JsonLines.readAll(jobs.directory.samples(), PolicySample.class))
                .extracting(PolicySample::id)
                .containsExactlyElementsOf(held.subList(0, 2));
        assertThat(folder.resolve("model/README.md"))
                .content()
                .contains("## Held-out prompts", "| 0 | 8 |", "| 4 | 8 |", "held-out prompts")
                .contains("n = 8", "| best of 4 | ", "| at most 0.64 |", "| this policy | ")
                .contains("Both models answered each of the 8 prompts 4 times: the score rose by ");
        assertThat(folder.resolve("model/report.json")).content().contains("\"heldOut\"", "\"answers\" : 8");
        JsonNode course =
                Json.read(folder.resolve("model/report.json"), JsonNode.class).path("course");
        JsonNode again = course.path("again");
        assertThat(again.path("n").asInt()).isEqualTo(8);
        assertThat(again.path("before").asDouble())
                .as("the best of one")
                .isCloseTo(course.path("bestOf").get(0).path("score").asDouble(), within(1e-12));
        assertThat(again.path("change").asDouble())
                .isCloseTo(again.path("after").asDouble() - again.path("before").asDouble(), within(1e-12))
                .isBetween(again.path("low").asDouble(), again.path("high").asDouble());
        assertThat(Metrics.heldOut(Metrics.SCORE)).isEqualTo("eval/objective/scores");
    }

    private OnPolicyTraining.Inputs inputs() throws IOException {
        OnPolicySettings settings = Settings.apply(RlooSettings.class, Map.of("maxNewTokens", 6));
        return OnPolicyTraining.Inputs.read(BaseModel.of(jobs.base), jobs.directory, settings);
    }
}
