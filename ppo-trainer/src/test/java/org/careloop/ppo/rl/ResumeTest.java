package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.MetricLog;
import org.careloop.run.RunKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run of any kind that ends early and goes on is the run that was left alone, to the byte. */
class ResumeTest {
    @TempDir
    Path folder;

    private NanoJobs jobs;

    @BeforeEach
    void prepare() throws IOException {
        jobs = new NanoJobs(folder);
    }

    /** Plain, with an adapter, with every switch, and with a policy that goes back in between. */
    static Stream<Arguments> runs() {
        List<Map<String, Object>> changes = List.of(
                Map.of("lora", "off"),
                Map.of("lora", "on"),
                Map.of("objective", "gspo", "clip", .01, "klIn", "loss", "samplerWeight", "on", "lengthPenalty", .01),
                Map.of("objective", "cispo", "learningRate", .05, "klLimit", .5));
        return Stream.of(RunKind.PPO, RunKind.RLOO, RunKind.GRPO, RunKind.REINFORCE)
                .flatMap(kind -> changes.stream().map(change -> Arguments.of(kind, change)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aResumedRunEndsInTheSameBytes(RunKind kind, Map<String, Object> changes) throws IOException {
        List<Map<String, Double>> whole = new ArrayList<>();
        List<Map<String, Double>> parts = new ArrayList<>();
        try (OnPolicyJob job = jobs.job(kind, changes)) {
            for (int step = 1; step <= 4; step++) {
                whole.add(NanoJobs.figures(job.step(step)));
            }
            save(job, "whole");
        }
        try (OnPolicyJob job = jobs.job(kind, changes)) {
            parts.add(NanoJobs.figures(job.step(1)));
            parts.add(NanoJobs.figures(job.step(2)));
            job.saveState(Files.createDirectories(folder.resolve("between")));
        }
        try (OnPolicyJob job = jobs.job(kind, changes)) {
            job.restoreState(folder.resolve("between"));
            parts.add(NanoJobs.figures(job.step(3)));
            parts.add(NanoJobs.figures(job.step(4)));
            save(job, "parts");
        }

        assertThat(parts).isEqualTo(whole);
        for (String file : List.of("state/training.safetensors", "state/control.json", "model/model.safetensors")) {
            assertThat(folder.resolve("parts").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        if (changes.containsKey("klLimit")) {
            assertThat(whole.getLast().get("val/rollbacks")).isPositive();
        }
    }

    private void save(OnPolicyJob job, String name) throws IOException {
        job.saveState(Files.createDirectories(folder.resolve(name).resolve("state")));
        job.saveModel(
                Files.createDirectories(folder.resolve(name).resolve("model")),
                new MetricLog.Line(job.steps(), Map.of()));
    }
}
