package org.careloop.lm.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.TrainingData;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.rows.Dialogue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftTrainingTest {
    private static final int VOCABULARY = 300;

    @TempDir
    Path folder;

    private Path base;
    private Path data;

    @BeforeEach
    void aModelThatKnowsNothingAndTwelveDialogues() throws IOException {
        List<Dialogue> dialogues = IntStream.range(0, 12)
                .mapToObj(i -> Dialogue.of(
                        List.of(Message.user("question " + i)),
                        i % 2 == 0 ? "yes, rest and drink" : "no, see a doctor"))
                .toList();
        base = folder.resolve("base");
        data = folder.resolve("data.jsonl");
        TokenizerTraining.train(List.of("question", "yes, rest and drink", "no, see a doctor"), VOCABULARY, 64, base);
        ModelConfig config = ModelConfig.llama(VOCABULARY, 16, 32, 2, 2, 1, 64).withSpecialIds(1, List.of(2), 0);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(1))).write(base);
        JsonLines.write(data, dialogues);
    }

    @Test
    void theFirstLossIsTheMeanOverTheAssistantsTokensAndTheLastIsFarLower() throws IOException {
        RunDirectory run =
                prepare("run", Map.of("epochs", 40, "batchSize", 12, "evaluationShare", 0, "learningRate", 0.02));
        TrainingRun.Outcome outcome = TrainingRun.execute(run, SftJob::load);

        assertThat(outcome.status().phase()).isEqualTo(RunStatus.Phase.DONE);
        List<MetricLog.Line> metrics = MetricLog.read(run.metrics());
        assertThat(metrics).hasSize(40);
        assertThat(metrics.getFirst().values().get("loss/train"))
                .isEqualTo(lossByHand(base), within(1e-5))
                .isEqualTo(Math.log(VOCABULARY), within(0.05));
        assertThat(metrics.getLast().values().get("loss/train")).isLessThan(2);
        // The checkpoint has sixteen bits a weight, the last step came after the last loss.
        assertThat(lossByHand(run.model())).isLessThan(2);
        assertThat(Files.readString(run.model().resolve("README.md")))
                .startsWith("""
                        # run

                        Made by supervised fine-tuning in CareLoop. It has been evaluated on nothing but the held-out loss below: not for
                        use on patients.

                        ## Lineage

                        | | |
                        | --- | --- |
                        | run | run, asked for by command line at 2026-03-01T12:00:00Z |
                        | started from | `base` |
                        | licence of the base | not stated |
                        | training conversations | 12, 0 of them cut |
                        | held-out conversations | 0 |
                        """)
                .contains("""
                        ## Step 40 of 40

                        | | |
                        | --- | --- |
                        | grad_norm |""")
                .contains("""
                        ## Settings

                        | | |
                        | --- | --- |
                        | batchSize | 12 |
                        """);
        assertTellsNoPlace(run.model());
    }

    /** A checkpoint travels; nothing in it may say where this machine kept anything. */
    private void assertTellsNoPlace(Path model) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(folder.toString(), "../");
            }
        }
    }

    @Test
    void everyTokenOfAStepIsCountedOnceAndPaddingNever() throws IOException {
        ChatFormat format = ChatFormat.load(base, Tokenizer.load(base));
        long tokens = 0;
        for (Dialogue dialogue : JsonLines.readAll(data, Dialogue.class)) {
            tokens += format.conversation(
                            dialogue.lastPrompt(), dialogue.turns().getLast().content())
                    .length;
        }
        RunDirectory run =
                prepare("run", Map.of("epochs", 2, "batchSize", 12, "evaluationShare", 0, "microBatchTokens", 50));
        try (Job job = SftJob.load(run, run.readSpec())) {
            job.step(1);
            assertThat(job.tokensLearntFrom()).isEqualTo(tokens);
            job.step(2);
            assertThat(job.tokensLearntFrom()).isEqualTo(2 * tokens);
        }
    }

    @Test
    void microBatchesChangeNothingButMemory() throws IOException {
        RunDirectory whole = prepare("whole", Map.of("epochs", 1, "batchSize", 12));
        RunDirectory parts = prepare("parts", Map.of("epochs", 1, "batchSize", 12, "microBatchTokens", 1));
        TrainingRun.execute(whole, SftJob::load);
        TrainingRun.execute(parts, SftJob::load);

        Map<String, Double> a = MetricLog.read(whole.metrics()).getFirst().values();
        Map<String, Double> b = MetricLog.read(parts.metrics()).getFirst().values();
        assertThat(b.get("loss/train")).isEqualTo(a.get("loss/train"), within(1e-6));
        assertThat(b.get("grad_norm")).isEqualTo(a.get("grad_norm"), within(1e-5));
    }

    @Test
    void recomputingTheLayersEndsInTheSameBytes() throws IOException {
        Map<String, Object> settings = Map.of("epochs", 3, "batchSize", 4, "microBatchTokens", 40, "saveAs", "f32");
        Map<String, Object> recomputing = new LinkedHashMap<>(settings);
        recomputing.put("recompute", "on");
        RunDirectory kept = prepare("kept", settings);
        RunDirectory recomputed = prepare("recomputed", recomputing);
        TrainingRun.execute(kept, SftJob::load);
        TrainingRun.execute(recomputed, SftJob::load);

        assertThat(recomputed.model().resolve("model.safetensors"))
                .hasSameBinaryContentAs(kept.model().resolve("model.safetensors"));
    }

    @Test
    void theSameSeedGivesTheSameBytesTwiceAndAnotherOneOthers() throws IOException {
        Path first = trained("first", Map.of("epochs", 2, "batchSize", 3, "saveAs", "f32"));
        Path second = trained("second", Map.of("epochs", 2, "batchSize", 3, "saveAs", "f32"));
        Path other = trained("other", Map.of("epochs", 2, "batchSize", 3, "saveAs", "f32", "seed", 2));

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
    }

    private Path trained(String name, Map<String, Object> settings) throws IOException {
        RunDirectory run = prepare(name, settings);
        TrainingRun.execute(run, SftJob::load);
        return run.model().resolve("model.safetensors");
    }

    @Test
    void aRunThatIsInterruptedAfterAnyStepEndsAtTheSameBytes() throws IOException {
        Map<String, Object> settings =
                Map.of("epochs", 3, "batchSize", 3, "evaluationShare", 0.2, "learningRate", 0.01, "saveAs", "f32");
        RunDirectory through = prepare("through", settings);
        int steps = Math.toIntExact(
                TrainingRun.execute(through, SftJob::load).status().step());
        assertThat(steps).isEqualTo(12);
        for (int done = 1; done < steps; done++) {
            RunDirectory interrupted = prepare("interrupted-" + done, settings);
            try (Job first = SftJob.load(interrupted, interrupted.readSpec())) {
                for (int step = 1; step <= done; step++) {
                    first.step(step);
                }
                Path state = Files.createDirectories(interrupted.state().resolve("step-%06d".formatted(done)));
                first.saveState(state);
            }
            TrainingRun.execute(interrupted, SftJob::load);

            assertThat(interrupted.model().resolve("model.safetensors"))
                    .hasSameBinaryContentAs(through.model().resolve("model.safetensors"));
            assertThat(MetricLog.read(interrupted.metrics()).getFirst().step()).isEqualTo(done + 1);
            assertThat(last(interrupted)).containsKey("loss/eval").isEqualTo(last(through));
        }
    }

    @Test
    void aRowThatIsNoConversationIsNamedByItsLine() throws IOException {
        Files.writeString(data, """
                {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}
                {"messages": [{"role": "user", "content": "a"}]}
                """);

        assertThatThrownBy(() -> JsonLines.readAll(data, Dialogue.class))
                .isInstanceOf(BadInput.class)
                .hasMessage(data + ", line 2: a conversation needs a user's message and ends with an assistant's, which"
                        + " is what is learnt");
    }

    @Test
    void dialoguesThatAllBeginBeyondTheReadableLengthAreRefused() throws IOException {
        RunDirectory run = prepare("run", Map.of("maxLength", 4));

        assertThatThrownBy(() -> TrainingRun.execute(run, SftJob::load))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no answer begins within 4 tokens");
    }

    private RunDirectory prepare(String name, Map<String, Object> settings) throws IOException {
        return new CommandRun(
                        RunKind.SFT,
                        base,
                        null,
                        null,
                        settings,
                        Map.of(TrainingData.DIALOGUES.file(), data),
                        Map.of("dialogues", 12L))
                .prepare(folder.resolve(name), InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    }

    private static Map<String, Double> last(RunDirectory run) throws IOException {
        return Metrics.untimed(MetricLog.read(run.metrics()).getLast().values());
    }

    /** One dialogue after the other, prompt and answer put together without the code under test. */
    private double lossByHand(Path model) throws IOException {
        ChatFormat format = ChatFormat.load(model, Tokenizer.load(model));
        LanguageModel loaded = LanguageModel.load(model, LoadOptions.cpu());
        double sum = 0;
        int count = 0;
        try (NoGrad off = NoGrad.on();
                Scope scope = Scope.open()) {
            for (Dialogue dialogue : JsonLines.readAll(data, Dialogue.class)) {
                int prompt = format.prompt(dialogue.lastPrompt()).length;
                int[] ids = format.conversation(
                        dialogue.lastPrompt(), dialogue.turns().getLast().content());
                TokenBatch batch = TokenBatch.rightPadded(List.of(ids));
                float[] logProbs =
                        LogProbs.of(loaded, loaded.hidden(batch), batch).toFloats();
                for (int t = prompt; t < ids.length; t++) {
                    sum -= logProbs[t - 1];
                    count++;
                }
            }
        }
        return sum / count;
    }
}
