package org.careloop.lm.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.mixture.Mixture;
import org.careloop.run.mixture.Source;
import org.careloop.run.mixture.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainTrainingTest {
    private static final int VOCABULARY = 300;

    @TempDir
    Path folder;

    private Path base;
    private Path medical;
    private Path general;

    @BeforeEach
    void aModelThatKnowsNothingAndTwoSources() throws IOException {
        base = folder.resolve("base");
        TokenizerTraining.train(List.of("rest and drink", "see a doctor"), VOCABULARY, 64, base);
        ModelConfig config = ModelConfig.llama(VOCABULARY, 16, 32, 2, 2, 1, 64).withSpecialIds(1, List.of(2), 0);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(1))).write(base);
        medical = folder.resolve("medical.jsonl");
        general = folder.resolve("general.txt");
        JsonLines.write(
                medical,
                IntStream.range(0, 60)
                        .mapToObj(i -> Map.of("text", "rest and drink ".repeat(1 + i % 9) + i))
                        .toList());
        Files.writeString(
                general,
                String.join(
                        "\n",
                        IntStream.range(0, 40)
                                .mapToObj(i -> "see a doctor " + i)
                                .toList()));
    }

    @Test
    void theFirstLossIsThatOfEachTextAloneAndTheLastIsFarLower() throws IOException {
        RunDirectory run = prepare("run", Map.of("evaluationShare", 0, "learningRate", .02, "batchSize", 1000));
        RunDirectory through = prepare("long", Map.of("evaluationShare", 0, "learningRate", .02));
        TrainingRun.execute(run, PretrainJob::load);
        TrainingRun.Outcome outcome = TrainingRun.execute(through, PretrainJob::load);

        assertThat(outcome.status().phase()).isEqualTo(RunStatus.Phase.DONE);
        assertThat(MetricLog.read(run.metrics()).getFirst().values().get("loss/train"))
                .isEqualTo(lossByHand(), within(1e-5))
                .isEqualTo(Math.log(VOCABULARY), within(.05));
        assertThat(outcome.metrics().get("loss/train")).isLessThan(2);
    }

    /** Every text by itself, cut where sequences end, so that pieces see what they saw in training. */
    private double lossByHand() throws IOException {
        LanguageModel model = LanguageModel.load(base, LoadOptions.cpu());
        RunDirectory run = prepare("by-hand", Map.of("evaluationShare", 0));
        double sum = 0;
        int count = 0;
        try (NoGrad off = NoGrad.on();
                Scope scope = Scope.open();
                PretrainData data = PretrainData.open(
                        run, Tokenizer.load(base), 64, WordTexts.settings(settings(Map.of("evaluationShare", 0))))) {
            for (PackedSequence sequence : data.packing().next(1000)) {
                int at = 0;
                for (int length : sequence.lengths()) {
                    int[] piece = Arrays.copyOfRange(sequence.ids(), at, at + length);
                    at += length;
                    TokenBatch alone = TokenBatch.rightPadded(List.of(piece));
                    for (float logProb :
                            LogProbs.of(model, model.hidden(alone), alone).toFloats()) {
                        sum -= logProb;
                        count++;
                    }
                }
            }
        }
        return sum / count;
    }

    @Test
    void aRunThatIsInterruptedAfterAnyStepEndsAtTheSameBytes() throws IOException {
        Map<String, Object> settings = Map.of("evaluationShare", .1, "learningRate", .01, "evaluateEvery", 2);
        RunDirectory through = prepare("through", settings);
        int steps = Math.toIntExact(
                TrainingRun.execute(through, PretrainJob::load).status().step());
        assertThat(steps).isGreaterThan(5);
        for (int done = 1; done <= steps; done++) {
            RunDirectory interrupted = prepare("interrupted-" + done, settings);
            try (Job first = PretrainJob.load(interrupted, interrupted.readSpec())) {
                for (int step = 1; step <= done; step++) {
                    first.step(step);
                }
                Path state = Files.createDirectories(interrupted.state().resolve("step-%06d".formatted(done)));
                first.saveState(state);
            }
            TrainingRun.execute(interrupted, PretrainJob::load);

            for (String file : List.of("model.safetensors", PretrainReport.FILE)) {
                if (done < steps || !file.equals(PretrainReport.FILE)) {
                    assertThat(interrupted.model().resolve(file))
                            .as("%s after %d", file, done)
                            .hasSameBinaryContentAs(through.model().resolve(file));
                }
            }
        }
    }

    @Test
    void heldOutTextsAreMeasuredBySourceBeforeAndAfter() throws IOException {
        RunDirectory run = prepare("run", Map.of("evaluationShare", .2, "learningRate", .01));
        TrainingRun.execute(run, PretrainJob::load);
        List<MetricLog.Line> lines = MetricLog.read(run.metrics());
        Map<String, Double> before = lines.getFirst().values();
        Map<String, Double> after = lines.getLast().values();

        assertThat(lines.getFirst().step()).isZero();
        assertThat(before.get("loss/eval")).isEqualTo(Math.log(VOCABULARY), within(.05));
        for (String name : List.of("loss/eval", "loss/eval/of/medical", "loss/eval/of/general")) {
            assertThat(after.get(name)).as(name).isLessThan(before.get(name));
        }
        assertThat(after.get("perplexity/of/medical"))
                .isEqualTo(Math.exp(after.get("loss/eval/of/medical")), within(1e-12));
        assertThat(after).containsKeys("share/of/medical", "tokens_seen");

        PretrainReport report = Json.read(run.model().resolve(PretrainReport.FILE), PretrainReport.class);
        assertThat((double) report.tokens()).isEqualTo(after.get("tokens_seen"));
        assertThat(report.sources().getFirst().heldOutLoss()).isEqualTo(after.get("loss/eval/of/medical"));
        assertThat(Files.readString(run.model().resolve("README.md")))
                .contains("Made by continued pre-training in CareLoop")
                .contains("| source | texts | tokens | share | planned | passes | held out | left out |")
                .contains("| general | ")
                .doesNotContain(folder.toString());
    }

    @Test
    void microBatchesAndRecomputingChangeNothingButMemory() throws IOException {
        Map<String, Double> whole = firstStep("whole", Map.of());
        Map<String, Double> parts = firstStep("parts", Map.of("microBatchTokens", 1, "recompute", "on"));

        assertThat(parts.get("loss/train")).isEqualTo(whole.get("loss/train"), within(1e-6));
        assertThat(parts.get("grad_norm")).isEqualTo(whole.get("grad_norm"), within(1e-5));
    }

    @Test
    void textsThatAreNotSeparatedSeeEachOther() throws IOException {
        assertThat(firstStep("together", Map.of("separateTexts", false)).get("loss/train"))
                .isNotCloseTo(firstStep("apart", Map.of()).get("loss/train"), within(1e-7));
    }

    private Map<String, Double> firstStep(String name, Map<String, Object> changes) throws IOException {
        RunDirectory run = prepare(name, changes);
        try (Job job = PretrainJob.load(run, run.readSpec())) {
            return job.step(1);
        }
    }

    @Test
    void anAdapterIsTrainedToo() throws IOException {
        RunDirectory run = prepare("run", Map.of("lora", "on", "loraRank", 4, "learningRate", .01));
        TrainingRun.execute(run, PretrainJob::load);

        assertThat(run.model().resolve("adapter/adapter_model.safetensors")).isNotEmptyFile();
    }

    @Test
    void aFileThatChangesWhileARunWaitsIsNamed() throws IOException {
        RunDirectory run = prepare("run", Map.of());
        try (Job first = PretrainJob.load(run, run.readSpec())) {
            first.step(1);
            first.saveState(Files.createDirectories(run.state().resolve("step-000001")));
        }
        Files.writeString(medical, Files.readString(medical).replace("drink 3", "drink 4"));

        assertThatThrownBy(() -> TrainingRun.execute(run, PretrainJob::load))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(medical + ": the file is not what it was when the run began; put it back");
        assertThat(run.readStatus().orElseThrow().phase()).isEqualTo(RunStatus.Phase.FAILED);
    }

    @Test
    void textsOfNothingAreRefused() throws IOException {
        Files.writeString(medical, "{\"text\": \" \"}\n\n");
        Files.writeString(general, "");
        RunDirectory run = prepare("run", Map.of());

        assertThatThrownBy(() -> PretrainJob.load(run, run.readSpec()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nothing to learn from: the texts of these files are empty");
    }

    @Test
    void aRowThatCannotBeReadEndsTheRunByItsLineOrIsLeftOutAndCounted() throws IOException {
        List<String> rows = Files.readAllLines(medical);
        rows.set(6, "{\"txt\": \"a\"}");
        Files.write(medical, rows);
        RunDirectory refusing = prepare("refusing", Map.of("evaluationShare", 0));
        RunDirectory leaving = prepare("leaving", Map.of("evaluationShare", 0, "badRows", "leave-out"));
        TrainingRun.execute(leaving, PretrainJob::load);

        assertThatThrownBy(() -> TrainingRun.execute(refusing, PretrainJob::load))
                .isInstanceOf(BadInput.class)
                .hasMessage(medical
                        + ", line 7: the row has no field \"text\"; expected an object with a text in that field");
        assertThat(Json.read(leaving.model().resolve(PretrainReport.FILE), PretrainReport.class)
                        .sources()
                        .getFirst()
                        .unreadable())
                .isEqualTo(1);
    }

    private static Map<String, Object> settings(Map<String, Object> changes) {
        Map<String, Object> all = new LinkedHashMap<>(
                Map.of("sequenceLength", 32, "batchSize", 4, "textUnit", "line", "usedUp", "go-on", "saveAs", "f32"));
        all.putAll(changes);
        return all;
    }

    private RunDirectory prepare(String name, Map<String, Object> changes) throws IOException {
        Mixture mixture = new Mixture(
                List.of(
                        new Source("medical", null, 1, List.of(medical.toString()), null),
                        new Source("general", null, 2, List.of(general.toString()), null)),
                List.of(new Stage("all", 0, null, Map.of("medical", 3.0, "general", 1.0), null, null, null, null)));
        TrainingCommand.Data data =
                PretrainCommand.frozen(mixture, Files.createDirectories(folder.resolve("frozen-" + name)));
        return new CommandRun(RunKind.PRETRAIN, base, null, null, settings(changes), data.files(), data.counts())
                .prepare(folder.resolve(name), InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    }
}
