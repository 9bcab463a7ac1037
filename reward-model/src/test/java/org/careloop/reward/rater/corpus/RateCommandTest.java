package org.careloop.reward.rater.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.careloop.reward.rater.RaterTrainingTest;
import org.careloop.reward.rater.TextRater;
import org.careloop.run.Json;
import org.careloop.run.ModelSource;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.cli.Commands;
import org.careloop.run.settings.RaterSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class RateCommandTest {
    private static final int ROWS = 300;

    @TempDir
    Path folder;

    private RunDirectory rater;
    private Path corpus;
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void makeARaterAndACorpus() throws IOException {
        rater = RaterTrainingTest.trained(folder.resolve("rater"), Map.of("epochs", 4, "resamples", 100));
        corpus = Files.createDirectory(folder.resolve("corpus"));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append("{\"n\": 1%s.%s, \"text\": \"%s and %d\", \"language\": \"%s\" }%n"
                    .formatted(
                            "0".repeat(20),
                            "1".repeat(20),
                            (i % 3 == 0 ? "He said thank you" : "He went home").repeat(1 + i % 5),
                            i,
                            i % 2 == 0 ? "en" : "zh"));
        }
        rows.append("{\"text\": \" \"}\n{\"quality\": 9, \"text\": \"old\"}\n");
        Files.writeString(corpus.resolve("a.jsonl"), rows);
        Files.writeString(corpus.resolve("b.txt"), "A plain text.");
    }

    private int rate(Object... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--model", rater.path().toString(), "--corpus", corpus.toString()));
        for (Object each : more) {
            arguments.add(each.toString());
        }
        CommandLine command = new CommandLine(new RateCommand()).setErr(new PrintWriter(stderr));
        return Commands.run(command, arguments.toArray(String[]::new));
    }

    @Test
    void everyRowComesBackWithItsScoreAndOtherwiseAsItWas() throws IOException {
        Path out = folder.resolve("rated.jsonl");
        assertThat(rate("--out", out, "--threads", 2)).as(stderr.toString()).isZero();

        List<String> given = Files.readAllLines(corpus.resolve("a.jsonl"));
        List<String> rows = Files.readAllLines(out);
        assertThat(rows).hasSize(ROWS + 2);
        TextRater alone = TextRater.load(
                ModelSource.of(rater.path(), null),
                Settings.apply(RaterSettings.Rating.class, Map.of()).weights());
        for (int i = 0; i < ROWS; i += 50) {
            JsonNode row = Json.MAPPER.readTree(rows.get(i));
            assertThat(rows.get(i))
                    .startsWith(given.get(i).substring(0, given.get(i).length() - 2) + ",\"quality\":");
            assertThat(row.path("quality").asDouble())
                    .isCloseTo(
                            alone.score(List.of(row.path("text").asString()), 1).scores()[0], within(1e-5));
        }
        assertThat(rows.get(ROWS)).matches("\\{\"text\":\"old\",\"quality\":[\\d.]+}");
        assertThat(rows.get(ROWS + 1)).startsWith("{\"text\":\"A plain text.\",\"quality\":");
        JsonNode report = Json.read(folder.resolve("rated.jsonl.report.json"), JsonNode.class);
        assertThat(report.path("rated").path("blank").asInt()).isEqualTo(1);
        assertThat(report.path("rated")
                        .path("groups")
                        .path("language zh")
                        .path("texts")
                        .asInt())
                .isEqualTo(150);
        assertThat(stderr.toString()).contains("language en", "% from here up");
        assertThat(folder.resolve("rated.jsonl.part")).doesNotExist();
    }

    @Test
    void neitherThreadsNorAnEndOnTheWayChangeARow() throws IOException {
        Path one = folder.resolve("one.jsonl");
        Path two = folder.resolve("two.jsonl.gz");
        assertThat(rate("--out", one, "--threads", 1, "--set", "chunkTexts=8")).isZero();

        RaterSettings.Rating settings = Settings.apply(RaterSettings.Rating.class, Map.of("chunkTexts", 8));
        RateFolder left = new RateFolder(two);
        ModelSource source = ModelSource.of(rater.path(), null);
        try (RunClaim claim = left.begin(source, List.of(corpus), settings);
                RatedRows rows = left.rows(0);
                Chunks chunks = new Chunks(left.files(), settings, Chunk.Place.BEGINNING)) {
            TextRater model = TextRater.load(source, settings.weights());
            RatedCounts counts = RatedCounts.none();
            Chunk chunk = chunks.next().orElseThrow();
            double[] scores = model.score(
                            chunk.texts().stream().map(text -> text.text()).toList(), settings.batchTokens())
                    .scores();
            for (int i = 0; i < scores.length; i++) {
                QualityRow row = QualityRow.of(chunk.texts().get(i), scores[i]);
                rows.write(row.json());
                counts = counts.rated(scores[i], row.groups());
            }
            left.keep(new RateFolder.Kept(chunk.end(), rows.keep(), counts));
            rows.write("what came after that was never told of");
            rows.keep();
        }
        assertThat(rate("--out", two, "--threads", 3, "--set", "chunkTexts=8"))
                .as(stderr.toString())
                .isZero();

        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(two))) {
            List<String> again = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> rows = Files.readAllLines(one);
            assertThat(again).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                String[] parts = rows.get(i).split("\"quality\":");
                assertThat(again.get(i)).startsWith(parts[0]);
                assertThat(quality(again.get(i))).isCloseTo(quality(rows.get(i)), within(1e-5));
            }
        }
        assertThat(Json.read(folder.resolve("two.jsonl.gz.report.json"), JsonNode.class)
                        .path("rated")
                        .path("groups")
                        .path("language zh")
                        .path("texts")
                        .asInt())
                .isEqualTo(150);
    }

    private static double quality(String row) {
        return Json.MAPPER.readTree(row).path("quality").asDouble();
    }

    @Test
    void whatCannotBeRatedIsRefusedInWords() throws IOException {
        assertThat(rate("--out", folder.resolve("rows.txt"))).isEqualTo(Commands.BAD_INPUT);
        Path taken = Files.writeString(folder.resolve("taken.jsonl"), "{}");
        assertThat(rate("--out", taken)).isEqualTo(Commands.BAD_INPUT);
        Files.writeString(corpus.resolve("a.jsonl"), "{\"text\": \" \"}\n");
        Files.writeString(corpus.resolve("b.txt"), "");
        assertThat(rate("--out", folder.resolve("none.jsonl"))).isEqualTo(Commands.BAD_INPUT);
        Files.writeString(corpus.resolve("a.jsonl"), "{\"text\": \"x\"}\n{\"txt\": 1}\n");
        assertThat(rate("--out", folder.resolve("bad.jsonl"))).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString())
                .contains(
                        "expected a name that ends in .jsonl or .jsonl.gz",
                        "it is there already",
                        "nothing to rate",
                        "line 2: the row has no field \"text\"");
        assertThat(rate("--out", folder.resolve("good.jsonl"), "--set", "badRows=leave-out"))
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("good.jsonl"))).hasSize(1);
    }
}
