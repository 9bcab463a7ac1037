package org.careloop.ppo.dpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.train.Job;
import org.careloop.ppo.policy.Checkpoints;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole steps on a random model of two layers, with clinicians who like the letter e. */
class DpoJobTest {
    /** Share of ties among the votes that are learnt from. */
    private static final double TIES = 11 / 31.0;

    private static final Map<String, Object> SMALL = Map.of(
            "batchPairs", 4, "epochs", 6, "learningRate", 5e-3, "maxNewTokens", 4, "samples", 2, "stateEvery", 4);

    @TempDir
    Path folder;

    private Path base;
    private RunDirectory directory;

    @BeforeEach
    void prepare() throws IOException {
        base = NanoModel.write(folder.resolve("base"), 3);
        directory = new RunDirectory(folder.resolve("run"));
        Files.createDirectories(directory.dataset());
        List<Comparison> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Verdict better = i % 2 == 0 ? Verdict.A : Verdict.B;
            rows.add(comparison(
                    "c" + i,
                    i % 2 == 0 ? "eee" : "zz",
                    i % 2 == 0 ? "zz" : "eee",
                    new Vote("n1", better),
                    new Vote("n2", better),
                    new Vote("n3", Verdict.SAME)));
        }
        rows.add(comparison("tie", "eee", "zz", new Vote("n1", Verdict.BOTH_BAD)));
        rows.add(comparison("long", "e".repeat(100), "zz", new Vote("n1", Verdict.A)));
        JsonLines.write(directory.comparisons(), rows);
    }

    private static Comparison comparison(String id, String a, String b, Vote... votes) {
        return new Comparison(id, List.of(Message.user("Say " + id)), a, b, List.of(votes), null, List.of());
    }

    @Test
    void aRankingIsLearntFromAsItsPairs() throws IOException {
        Vote ranked = Json.MAPPER.readValue("{\"annotator\":\"n1\",\"verdict\":\"B\",\"ranking\":[3,1,2]}", Vote.class);
        Comparison three = new Comparison(
                "r",
                List.of(Message.user("Say r")),
                "zz",
                "eee",
                List.of(ranked),
                null,
                List.of(),
                List.of("zz", "eee", "ez"),
                List.of(),
                null,
                null,
                List.of());
        JsonLines.write(directory.comparisons(), List.of(three));
        try (Job job = job(Map.of("batchPairs", 1, "epochs", 1))) {
            assertThat(job.steps()).isEqualTo(3);
        }
    }

    @Test
    void theFirstLossIsThatOfACoinAndTheVotesAreLearnt() throws IOException {
        try (Job job = job(Map.of())) {
            assertThat(job.steps()).isEqualTo(6 * 3);
            Map<String, Double> first = job.step(1);
            assertThat(first.get("log_loss")).isCloseTo(Math.log(2), within(1e-6));
            assertThat(first).containsEntry("rewards/margins", 0.0);
            // A third of the votes on each pair are ties, and a tie of equal scores has just that probability at first.
            assertThat(first.get("loss")).isCloseTo(-(2 * Math.log((1 - TIES) / 2) + Math.log(TIES)) / 3, within(.05));

            Map<String, Double> last = Map.of();
            for (int step = 2; step <= 18; step++) {
                last = job.step(step);
            }
            assertThat(last.get("rewards/accuracies")).isEqualTo(1);
            assertThat(last.get("log_loss")).isLessThan(.65);
            assertThat(last.get("loss")).isLessThan(first.get("loss") - .02);
            job.saveModel(Files.createDirectories(folder.resolve("model")), new MetricLog.Line(18, last));
        }

        Checkpoints.assertTellsNoPlaceBelow(folder, folder.resolve("model"));
        assertThat(folder.resolve("model/README.md"))
                .content()
                .contains("| started from | base |")
                .contains("| comparisons | 11 |", "| ties among the votes | 11 |", "| votes | 31 |")
                .contains("| comparisons too long | 1 |")
                .contains(
                        "A response's score is 0.1 times the log-ratio of policy to reference. Rao-Kupper; equal scores tie")
                .contains("A clear preference asks for a lead of 1.0");
        assertThat(folder.resolve("model/report.json")).content().contains("\"tie_parameter\"");
        assertThat(directory.samples()).content().contains("\"reference\"").doesNotContain("Score");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void aResumedRunEndsInTheSameBytes(String lora) throws IOException {
        Map<String, Object> settings = Map.of("lora", lora);
        try (Job job = job(settings)) {
            for (int step = 1; step <= 4; step++) {
                job.step(step);
            }
            job.saveState(Files.createDirectories(folder.resolve("whole")));
        }
        try (Job job = job(settings)) {
            job.step(1);
            job.step(2);
            job.saveState(Files.createDirectories(folder.resolve("between")));
        }
        try (Job job = job(settings)) {
            job.restoreState(folder.resolve("between"));
            job.step(3);
            job.step(4);
            job.saveState(Files.createDirectories(folder.resolve("parts")));
        }

        assertThat(folder.resolve("parts/training.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/training.safetensors"));
    }

    @Test
    void microBatchesOfAnySizeGiveTheSameStep() throws IOException {
        Map<String, Double> whole;
        Map<String, Double> single;
        try (Job job = job(Map.of("microBatchTokens", 100_000))) {
            job.step(1);
            whole = job.step(2);
        }
        try (Job job = job(Map.of("microBatchTokens", 1))) {
            job.step(1);
            single = job.step(2);
        }

        whole.forEach((name, value) -> assertThat(single.get(name)).as(name).isCloseTo(value, within(1e-4)));
    }

    @Test
    void tiesAloneAreNothingToLearnFrom() throws IOException {
        JsonLines.write(directory.comparisons(), List.of(comparison("tie", "eee", "zz", new Vote("n1", Verdict.SAME))));

        assertThatThrownBy(() -> job(Map.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("comparisons.jsonl: none of the votes prefers a response");
    }

    /** Adapters of such a width would take terabytes. */
    @Test
    void whatDoesNotFitInMemoryIsRefusedBeforeAnythingIsLoaded() {
        assertThatThrownBy(() -> job(Map.of("lora", "on", "loraRank", 100_000_000)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("of main memory at its fullest")
                .hasMessageContaining("trunk of policy and reference 0.00 GB");
    }

    @Test
    void tiesThatAreToBeLeftOutAreCountedAndOnlyDecisiveVotesAreLearnt() throws IOException {
        try (Job job = job(Map.of("ties", "none"))) {
            assertThat(job.steps()).isEqualTo(6 * 3);
            assertThat(job.step(1).get("loss")).isCloseTo(Math.log(2), within(1e-6));
            job.saveModel(Files.createDirectories(folder.resolve("model")), new MetricLog.Line(1, Map.of()));
        }

        assertThat(folder.resolve("model/README.md"))
                .content()
                .contains("| comparisons | 10 |", "| ties left out | 11 |", "| votes | 20 |")
                .contains("| comparisons without a preference | 1 |", "Bradley-Terry");
    }

    @Test
    void whatIsLeftAfterLongOnesMustPrefer() throws IOException {
        JsonLines.write(
                directory.comparisons(),
                List.of(
                        comparison("tie", "eee", "zz", new Vote("n1", Verdict.SAME)),
                        comparison("long", "e".repeat(100), "zz", new Vote("n1", Verdict.A))));

        assertThatThrownBy(() -> job(Map.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no comparison to learn from (comparisons too long=1)");
    }

    /** Clear votes ask for a lead of 1, so that the first loss is that of an unchanged policy which is one behind. */
    @Test
    void theStrengthOfAVoteIsAMargin() throws IOException {
        JsonLines.write(
                directory.comparisons(),
                List.of(comparison("c", "eee", "zz", new Vote("n1", Verdict.A, Strength.CLEARLY, 1))));

        assertThat(first(Map.of())).isCloseTo(Math.log1p(Math.exp(1)), within(1e-6));
        assertThat(first(Map.of("margin", .5))).isCloseTo(Math.log1p(Math.exp(.5)), within(1e-6));
        assertThat(first(Map.of("margin", 0))).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void eachVoteOnAPairCountsByItsWeight() throws IOException {
        JsonLines.write(
                directory.comparisons(),
                List.of(comparison(
                        "c",
                        "eee",
                        "zz",
                        new Vote("n1", Verdict.A, Strength.CLEARLY, 2),
                        new Vote("n2", Verdict.B, Strength.SLIGHTLY, 1),
                        new Vote("n3", Verdict.B, Strength.SLIGHTLY, 0))));

        assertThat(first(Map.of())).isCloseTo((2 * Math.log1p(Math.exp(1)) + Math.log(2)) / 3, within(1e-6));
    }

    private double first(Map<String, Object> changes) throws IOException {
        try (Job job = job(changes)) {
            return job.step(1).get("loss");
        }
    }

    private Job job(Map<String, Object> changes) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(SMALL);
        all.putAll(changes);
        return DpoTraining.load(
                directory, new RunSpec("r", RunKind.DPO, Instant.EPOCH, "test", base.toString(), null, all, Map.of()));
    }
}
