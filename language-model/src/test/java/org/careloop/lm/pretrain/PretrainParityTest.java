package org.careloop.lm.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.mixture.Mixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The loss of every step is what transformers, and PEFT for an adapter, compute from the same pieces of texts without packing them.
 * The expected values are those that {@code src/test/referee/pretrain_parity.py} prints of the two runs below.
 */
class PretrainParityTest {
    private static final Path STORIES =
            Path.of(System.getProperty("careloop.shared", "../shared"), "models/stories260K");

    /** {@code --tokens 5120 --passes 3}, and each of these with {@code --set}. */
    private static final Map<String, Object> SETTINGS =
            Map.of("sequenceLength", 64, "batchSize", 4, "evaluationShare", .05);

    @TempDir
    Path folder;

    @Test
    void allWeightsLearnAsInTransformers() throws IOException {
        assertLosses("full", Map.of("lora", "off", "learningRate", 1e-3));
    }

    @Test
    void anAdapterLearnsAsInPeft() throws IOException {
        assertLosses("adapter", Map.of("lora", "on", "learningRate", 5e-3));
    }

    private void assertLosses(String run, Map<String, Object> changes) throws IOException {
        assumeTrue(Files.isDirectory(STORIES), "not checked: " + STORIES + " is absent");
        Path texts = folder.resolve("texts.jsonl");
        try (InputStream in = resource("texts.jsonl")) {
            Files.copy(in, texts);
        }
        TrainingCommand.Data data = PretrainCommand.frozen(
                Mixture.of(List.of(texts), 5120, 3, null), Files.createDirectory(folder.resolve("frozen")));
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(changes);
        RunDirectory directory = new CommandRun(
                        RunKind.PRETRAIN, STORIES, null, null, settings, data.files(), data.counts())
                .prepare(folder.resolve("run"), InstantSource.system());
        TrainingRun.execute(directory, PretrainJob::load);
        List<Double> losses = MetricLog.read(directory.metrics()).stream()
                .filter(line -> line.step() > 0)
                .map(line -> Objects.requireNonNull(line.values().get("loss/train")))
                .toList();
        JsonNode expected;
        try (InputStream in = resource("pretrain_parity.json")) {
            expected = Json.MAPPER.readTree(in).path(run);
        }

        assertThat(losses).hasSize(21).hasSize(expected.size());
        for (int step = 0; step < losses.size(); step++) {
            assertThat(losses.get(step))
                    .as("step %d", step + 1)
                    .isCloseTo(expected.get(step).asDouble(), within(1e-3));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(PretrainParityTest.class.getResourceAsStream(name), name);
    }
}
