package org.careloop.reward.rater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelSource;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.RatedTexts;
import org.careloop.run.rating.Rating;
import org.careloop.run.settings.RaterSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class RaterTrainingTest {
    @TempDir
    Path folder;

    /** A real, trained Llama of 260 thousand parameters. */
    private static Path stories() {
        Path there = Path.of(System.getProperty("careloop.shared", "../shared"), "models", "stories260K")
                .toAbsolutePath()
                .normalize();
        assumeTrue(Files.exists(there), () -> "not checked: " + there + " is absent");
        return there;
    }

    /** Texts of which those that thank are good, whatever their length. */
    public static List<RatedText> thankful(int count) {
        List<RatedText> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean good = i % 2 == 0;
            String text = (good ? "He said thank you to friend " : "He went home without friend ")
                    + i
                    + " and ran".repeat(i / 2 % 4);
            double score = good ? 4 + i / 2 % 2 : i / 2 % 2;
            texts.add(new RatedText(
                    "t" + i,
                    text,
                    "en",
                    List.of(new Rating("n1", score, null), new Rating("n2", good ? 4.0 : 1.0, null))));
        }
        return texts;
    }

    /** A finished run on stories260K. */
    public static RunDirectory trained(Path out, Map<String, Object> settings) throws IOException {
        Path file = out.resolveSibling(out.getFileName() + ".jsonl");
        JsonLines.write(file, thankful(80));
        RunDirectory run = new CommandRun(
                        RunKind.RATER,
                        stories(),
                        null,
                        null,
                        settings,
                        Map.of(TrainingData.RATINGS.file(), file),
                        Map.of())
                .prepare(out, InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
        TrainingRun.execute(run, new RaterCommand().trainer());
        return run;
    }

    @ParameterizedTest
    @CsvSource({"frozen, ordinal, mean", "frozen, squared, last", "lora, ordinal, last", "lora, squared, mean"})
    void learnsAPlainRuleAndIsReadAgainAsItWasTrained(String trunk, String loss, String pooling) throws IOException {
        RunDirectory run = trained(
                folder.resolve("run"),
                Map.of(
                        "trunk",
                        trunk,
                        "loss",
                        loss,
                        "pooling",
                        pooling,
                        "learningRate",
                        5e-3,
                        "weightDecay",
                        .01,
                        "epochs",
                        trunk.equals("lora") ? 6 : 40,
                        "batchTexts",
                        16,
                        "resamples",
                        200));

        RaterReport report = Json.read(run.model().resolve("report.json"), RaterReport.class);
        assertThat(report.heldOut().texts()).isBetween(8, 30);
        assertThat(report.texts() + report.heldOut().texts()).isEqualTo(80);
        assertThat(report.heldOut().rater().f1At3().value()).isGreaterThan(.9);
        assertThat(report.heldOut().rater().spearman().value()).isGreaterThan(.7);
        assertThat(report.heldOut().gain().spearman().low()).isGreaterThan(0);
        assertThat(report.heldOut().people().pairs())
                .isEqualTo(2 * report.heldOut().texts());
        assertThat(report.saved().holds()).isTrue();
        assertThat(run.path().resolve("features-1-of-1.f32")).doesNotExist();
        // A frozen trunk reads every text in the first step and none later.
        List<MetricLog.Line> steps = MetricLog.read(run.metrics());
        assertThat(steps.getFirst().values().get("tokens_per_second")).isPositive();
        assertThat(steps.getLast().values().containsKey("tokens_per_second")).isEqualTo(trunk.equals("lora"));

        TextRater rater = TextRater.load(
                ModelSource.of(run.path(), null),
                Settings.apply(RaterSettings.Rating.class, Map.of()).weights());
        double[] scores = rater.score(List.of("He said thank you to friend 7", "He went home without friend 7"), 64)
                .scores();
        assertThat(scores[0] - scores[1]).isGreaterThan(1);
        assertThat(Files.readString(run.model().resolve("README.md")))
                .contains("| this rater, with people |", "| length alone, with people |", "| others, with n1 |");
    }

    @Test
    void aHeadOverStatesAsTheyAreSaysWhatTheTrainedOneSays() {
        TrainedHead head = new TrainedHead(3, new double[] {.5}, org.careloop.lm.tensor.Device.CPU);
        List<float[]> rows = List.of(new float[] {100, 1, 7}, new float[] {104, 3, 7}, new float[] {90, 2, 7});
        head.standardise(rows);
        head.parameters()
                .get("weight")
                .detach()
                .copyFrom(org.careloop.lm.tensor.Tensor.of(new float[] {1, -2, 3}, 1, 3));
        double trained = head.apply(org.careloop.lm.tensor.Tensor.of(rows.getFirst(), 1, 3))
                        .item()
                + .5;
        TrainedHead.Folded folded = head.folded();

        assertThat(folded.head()
                                .apply(org.careloop.lm.tensor.Tensor.of(rows.getFirst(), 1, 3))
                                .item()
                        + folded.biases().getFirst())
                .isCloseTo(trained, within(1e-4));
        // The first place is .33 deviations above its mean, the second 1.22 below; the third says nothing.
        assertThat(trained).isCloseTo((100 - 98) / 5.8878 + 2 / .8165 + .5, within(1e-3));
    }

    @Test
    void textsThatAreTooLongAreReadFromTheirBeginningWithTheirEnd() throws IOException {
        TextEncoder encoder = TextEncoder.of(org.careloop.lm.text.Tokenizer.load(stories()), 6);
        TextEncoder.Encoded cut = encoder.encode("Once upon a time there was a cat and a dog and a bird");
        TextEncoder.Encoded whole = encoder.encode("Once upon");

        assertThat(cut.ids()).hasSize(6).endsWith(2).startsWith(1);
        assertThat(cut.cut()).isTrue();
        assertThat(whole.cut()).isFalse();
        assertThat(whole.ids()).startsWith(1).endsWith(2);
        assertThat(encoder.encode("cat ".repeat(100_000)).ids()).hasSize(6);
    }

    @Test
    void whatCannotBeLearntFromIsRefusedInWords() throws IOException {
        Path file = folder.resolve("bad.jsonl");
        String good = "{\"id\":\"a\",\"text\":\"x\",\"ratings\":[{\"annotator\":\"n\",\"score\":3}]}\n";
        Map<String, String> cases = new HashMap<>();
        cases.put(good.replace("3", "6"), "bad.jsonl, line 1: field \"ratings[0]\"");
        cases.put(good.replace("3", "6") + " ", "field \"score\": given 6.0, expected a whole number from 0 to 5");
        cases.put(good.replace("3", "2.5"), "given 2.5, expected a whole number from 0 to 5");
        cases.put(good.replace("[{\"annotator\":\"n\",\"score\":3}]", "[]"), "text \"a\" has no ratings");
        cases.put(good + good, "line 2: id \"a\" stands already in line 1 of bad.jsonl");
        cases.put("", "no rows");
        cases.forEach((rows, message) -> {
            try {
                Files.writeString(file, rows);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            assertThatThrownBy(() -> RatedTexts.read(List.of(file)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(message);
        });
        assertThatThrownBy(() -> RatedTexts.split(thankful(1), 0)).hasMessageContaining("1 rated texts are left");
        List<RatedText> equal = thankful(80).stream()
                .map(text -> new RatedText(text.id(), text.text(), null, List.of(new Rating("n", 3.0, null))))
                .toList();
        assertThatThrownBy(() -> RatedTexts.split(equal, .2))
                .hasMessageContaining("every text to learn from has the score 3.0");
    }

    @Test
    void aLanguageModelIsNoRater() {
        Path model = stories();

        assertThatThrownBy(() -> TextRater.require(ModelSource.of(model, null)))
                .hasMessageContaining("so this is no rater");
    }

    @Test
    void packedRatingsAreReadLikeOthers() throws IOException {
        Path plain = folder.resolve("plain.jsonl");
        Path packed = folder.resolve("packed.jsonl.gz");
        JsonLines.write(plain, thankful(4));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(
                    Files.readString(plain).replace("\"id\":\"t", "\"id\":\"u").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(RatedTexts.read(List.of(plain, packed)))
                .extracting(RatedText::id)
                .containsExactly("t0", "t1", "t2", "t3", "u0", "u1", "u2", "u3");
    }
}
