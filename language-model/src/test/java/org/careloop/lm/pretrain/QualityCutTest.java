package org.careloop.lm.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.lm.text.TextTokens;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.RunDirectory;
import org.careloop.run.mixture.Mixture;
import org.careloop.run.mixture.QualityCut;
import org.careloop.run.settings.PretrainSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityCutTest {
    private static final int TEXTS = 400;
    private static final PretrainSettings SETTINGS =
            Settings.apply(PretrainSettings.class, Map.of("evaluationShare", .1, "sequenceLength", 32));

    @TempDir
    Path folder;

    private record Row(String text, double quality) {}

    private Tokenizer tokenizer;
    private final List<Row> rows = new ArrayList<>();

    @BeforeEach
    void writeTexts() throws IOException {
        tokenizer = TokenizerTraining.train(List.of("a b"), 262, 64, Files.createDirectory(folder.resolve("model")));
        for (int i = 0; i < TEXTS; i++) {
            rows.add(new Row("a b ".repeat(1 + i % 7) + i, i * 37 % TEXTS * 5.0 / TEXTS));
        }
        JsonLines.write(folder.resolve("texts.jsonl"), rows);
    }

    private PretrainData open(QualityCut cut) throws IOException {
        Path place = Files.createTempDirectory(folder, "run");
        RunDirectory run = new RunDirectory(place);
        Files.createDirectories(run.dataset());
        PretrainCommand.frozen(Mixture.of(List.of(folder.resolve("texts.jsonl")), 0, 1, cut), run.dataset());
        return PretrainData.open(run, tokenizer, 64, SETTINGS);
    }

    /** Texts and tokens that are learnt from, to the end. */
    private static TextCounts read(PretrainData data) throws IOException {
        try (data) {
            while (!data.packing().next(16).isEmpty()) {
                // The counts are what is looked at.
            }
            return data.packing().mixed().readers().getFirst().counts();
        }
    }

    private long tokens(Row row) {
        return new TextTokens(tokenizer).of(row.text()).length;
    }

    @Test
    void aMinimumLeavesOutWhatIsBelowAndCountsIt() throws IOException {
        TextCounts counts = read(open(new QualityCut(2.5, null, null)));

        // 200 of 400 texts lie below; of the others a tenth, about, is held out.
        assertThat(counts.belowQuality() + counts.heldOut() + counts.texts()).isEqualTo(TEXTS);
        assertThat(rows.stream().filter(row -> row.quality() < 2.5)).hasSize(200);
        assertThat(counts.belowQuality()).isBetween(165L, 195L);
    }

    @Test
    void aVolumeKeepsTheBestTextsUntilItIsReachedAndNoMoreThanAThousandthBeyond() throws IOException {
        TextCounts all = read(open(null));
        TextCounts some = read(open(new QualityCut(null, .3, null)));
        TextCounts wanted = read(open(new QualityCut(null, null, 500L)));

        // No two texts have the same quality, so that at most one text is beyond; the longest has some thirty tokens.
        assertThat(some.tokens()).isBetween((long) Math.ceil(.3 * all.tokens()), (long) (.3 * all.tokens()) + 40);
        assertThat(wanted.tokens()).isBetween(500L, 540L);
        assertThat(some.belowQuality()).isEqualTo(all.texts() - some.texts());
        assertThat(read(open(new QualityCut(null, null, 1_000_000L))).tokens()).isEqualTo(all.tokens());
        assertThat(read(open(new QualityCut(null, 1.0, null)))).isEqualTo(all);
        List<Row> best = rows.stream()
                .sorted(Comparator.comparingDouble(Row::quality).reversed())
                .toList();
        assertThat(best.stream().limit(40).mapToLong(this::tokens).sum()).isGreaterThan(500);
    }

    @Test
    void whereItIsCutIsKeptForWhoeverGoesOn() throws IOException {
        PretrainData data = open(new QualityCut(null, .5, null));
        QualityFloor floor = data.packing().mixed().readers().getFirst().floor();
        data.close();

        Set<Path> kept = new HashSet<>();
        try (var files = Files.walk(folder)) {
            files.filter(file -> file.endsWith("quality.json")).forEach(kept::add);
        }
        assertThat(kept).hasSize(1);
        assertThat(Json.read(kept.iterator().next(), QualityFloors.class).streams())
                .containsEntry("data", floor);
        assertThat(floor.from()).isBetween(2.0, 3.0);
    }

    @Test
    void aRowWithoutQualityAndACutOfTwoKindsAreRefusedInWords() throws IOException {
        JsonLines.write(folder.resolve("texts.jsonl"), List.of(Map.of("text", "a b", "quality", "good")));
        for (QualityCut cut : List.of(new QualityCut(3.0, null, null), new QualityCut(null, .5, null))) {
            assertThatThrownBy(() -> open(cut))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("texts.jsonl, line 1: the row has no number in the field \"quality\"");
        }
        assertThatThrownBy(() -> open(new QualityCut(3.0, .5, null)))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("expected exactly one of \"minimum\", \"share\" and \"tokens\"");
        assertThatThrownBy(() -> open(new QualityCut(null, 1.5, null)))
                .hasMessageContaining("given 1.5, expected a number above 0");
    }
}
