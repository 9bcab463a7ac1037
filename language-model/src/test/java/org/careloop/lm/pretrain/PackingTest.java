package org.careloop.lm.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.mixture.Mixture;
import org.careloop.run.mixture.Source;
import org.careloop.run.mixture.Stage;
import org.careloop.run.settings.PretrainSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words are tokens; each stream has words of its own, so that a token tells where it came from. */
class PackingTest {
    private static final int WORDS = WordTexts.WORDS;
    private static final int EOS = WordTexts.EOS;
    private static final int LENGTH = WordTexts.LENGTH;

    @TempDir
    Path folder;

    private WordTexts words;

    @BeforeEach
    void words() throws IOException {
        words = new WordTexts(folder);
    }

    @Test
    void everyTokenButATextsFirstIsLearntOnceBehindTheOneBeforeIt() throws IOException {
        List<int[]> texts = words.texts("a.jsonl", 0, 200);
        List<int[]> learnt = new ArrayList<>();
        int[] open = {};
        try (Packing packing =
                words.packing(words.one("a.jsonl", 0, 1), WordTexts.settings(Map.of("evaluationShare", 0)))) {
            for (PackedSequence sequence : packing.next(10_000)) {
                assertThat(sequence.length()).isLessThanOrEqualTo(LENGTH);
                int at = 0;
                for (int length : sequence.lengths()) {
                    int[] piece = Arrays.copyOfRange(sequence.ids(), at, at + length);
                    at += length;
                    // A piece that goes on begins with the last token of the one before.
                    boolean goesOn = open.length > 0;
                    assertThat(!goesOn || piece[0] == open[open.length - 1]).isTrue();
                    open = concat(open, goesOn ? Arrays.copyOfRange(piece, 1, length) : piece);
                    if (open[open.length - 1] == EOS) {
                        learnt.add(open);
                        open = new int[0];
                    }
                }
            }
        }

        assertThat(learnt).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(learnt.get(i)).as("text %d", i).isEqualTo(texts.get(i));
        }
    }

    @Test
    void whatIsCountedIsWhatStandsInTheSequences() throws IOException {
        List<int[]> a = words.texts("a.jsonl", 0, 300);
        words.texts("b.jsonl", 1, 60);
        Mixture mixture = words.mixture(Map.of("a", 3.0, "b", 1.0), 0, 2);
        long learnt = 0;
        long[] tokens = new long[2];
        List<PackedSequence> sequences;
        PretrainReport report;
        try (Packing packing =
                words.packing(mixture, WordTexts.settings(Map.of("evaluationShare", .1, "usedUp", "go-on")))) {
            sequences = packing.next(100_000);
            report = PretrainReport.of(packing, new MetricLog.Line(1, Map.of()));
        }
        long inPieces = 0;
        for (PackedSequence sequence : sequences) {
            int at = 0;
            for (int length : sequence.lengths()) {
                learnt += length - 1;
                inPieces += length;
                for (int t = at; t < at + length; t++) {
                    int id = sequence.ids()[t];
                    if (id != EOS) {
                        tokens[(id - 3) / WORDS]++;
                    }
                }
                at += length;
            }
        }
        long repeated = inPieces - report.tokens();
        long texts = report.sources().stream()
                .mapToLong(PretrainReport.OfSource::texts)
                .sum();

        assertThat(report.learnt()).isEqualTo(learnt);
        assertThat(report.sequences()).isEqualTo(sequences.size());
        assertThat(report.places()).isEqualTo((long) sequences.size() * LENGTH);
        assertThat(report.tokens()).isEqualTo(learnt + texts);
        // Each text's end is counted with it, and a token that stands twice is counted once.
        assertThat(tokens[0] + tokens[1])
                .isEqualTo(report.sources().getFirst().tokens()
                        + report.sources().getLast().tokens()
                        - texts
                        + repeated);
        PretrainReport.OfSource first = report.sources().getFirst();
        assertThat(first.passes()).isEqualTo(2);
        assertThat(first.usedUp()).isTrue();
        assertThat(first.texts() + first.heldOut()).isEqualTo(2L * a.size());
        assertThat(first.heldOut()).isPositive();
    }

    /** Four streams, a stage whose Chinese grows, and another one behind it: at the end of every sequence after the first million. */
    @Test
    void afterAMillionTokensEveryShareIsWithinAHundredthOfThePlan() throws IOException {
        for (int stream = 0; stream < 4; stream++) {
            words.texts(stream + ".jsonl", stream, 3_000);
        }
        Mixture mixture = new Mixture(
                List.of(
                        new Source(
                                "medical",
                                null,
                                100,
                                null,
                                WordTexts.ordered("zh", words.file("0.jsonl"), "en", words.file("1.jsonl"))),
                        new Source(
                                "general",
                                null,
                                100,
                                null,
                                WordTexts.ordered("zh", words.file("2.jsonl"), "en", words.file("3.jsonl")))),
                List.of(
                        new Stage(
                                "one",
                                800_000,
                                null,
                                Map.of("medical", 19.0, "general", 1.0),
                                Map.of("zh", 1.0, "en", 9.0),
                                Map.of("zh", 4.0, "en", 6.0),
                                4,
                                null),
                        new Stage(
                                "two",
                                500_000,
                                null,
                                Map.of("medical", 1.0, "general", 1.0),
                                Map.of("zh", 4.0, "en", 6.0),
                                null,
                                null,
                                null)));
        // By hand: four parts of 200,000 with 10, 20, 30 and 40 per cent of Chinese, then even sources with 40.
        double[] chinese = {.1, .2, .3, .4};
        int checked = 0;
        try (Packing packing = words.packing(mixture, WordTexts.settings(Map.of("evaluationShare", 0)))) {
            MixedTokens mixed = packing.mixed();
            while (packing.hasMore()) {
                packing.next(1);
                double total = mixed.total();
                if (total < 1_000_000) {
                    continue;
                }
                double second = total - 800_000;
                double zh = Arrays.stream(chinese).sum() * 200_000;
                double[] due = {
                    .95 * zh + .2 * second,
                    .95 * (800_000 - zh) + .3 * second,
                    .05 * zh + .2 * second,
                    .05 * (800_000 - zh) + .3 * second
                };
                for (int i = 0; i < 4; i++) {
                    long given = mixed.readers().get(i).counts().tokens();
                    assertThat(given / total).as("%d of %f", i, total).isCloseTo(due[i] / total, within(.01));
                }
                checked++;
            }
            assertThat(mixed.total()).isBetween(1_300_000L, 1_300_000L + LENGTH);
        }
        assertThat(checked).isGreaterThan(4_000);
    }

    @Test
    void aRunEndsWhereItsSourceRunsOutOrGoesOnWithoutIt() throws IOException {
        words.texts("a.jsonl", 0, 300);
        words.texts("b.jsonl", 1, 20);
        Mixture mixture = words.mixture(Map.of("a", 1.0, "b", 1.0), 0, 1);
        try (Packing ending = words.packing(mixture, WordTexts.settings(Map.of("evaluationShare", 0)));
                Packing going =
                        words.packing(mixture, WordTexts.settings(Map.of("evaluationShare", 0, "usedUp", "go-on")))) {
            ending.next(100_000);
            going.next(100_000);
            SourceReader a = ending.mixed().readers().getFirst();
            SourceReader b = ending.mixed().readers().getLast();

            assertThat(b.isUsedUp()).isTrue();
            assertThat(a.isUsedUp()).isFalse();
            assertThat(a.counts().tokens()).isCloseTo(b.counts().tokens(), within((long) LENGTH));
            assertThat(going.mixed().readers().getFirst().isUsedUp()).isTrue();
            assertThat(going.mixed().readers().getFirst().counts().texts()).isEqualTo(300);
        }
    }

    @Test
    void aStateOfAnyMomentGoesOnWithTheSameSequences() throws IOException {
        words.texts("a.jsonl", 0, 60);
        words.texts("b.jsonl", 1, 7);
        Mixture mixture = words.mixture(Map.of("a", 2.0, "b", 1.0), 0, 3);
        PretrainSettings settings = WordTexts.settings(Map.of("evaluationShare", .05, "usedUp", "go-on"));
        List<PackedSequence> all;
        try (Packing through = words.packing(mixture, settings)) {
            all = through.next(100_000);
        }
        assertThat(all.size()).isGreaterThan(40);
        for (int stop = 0; stop < all.size(); stop++) {
            Packing.State state;
            try (Packing first = words.packing(mixture, settings)) {
                first.next(stop);
                first.hasMore();
                state = first.state();
            }
            try (Packing second = words.packing(mixture, settings)) {
                second.restore(state);
                PackedSequence next = second.next(1).getFirst();
                assertThat(next.ids())
                        .as("after %d", stop)
                        .isEqualTo(all.get(stop).ids());
                assertThat(next.lengths()).isEqualTo(all.get(stop).lengths());
            }
        }
    }

    @Test
    void aTextIsHeldOutInEveryFileAndBlankOnesAreCounted() throws IOException {
        words.texts("a.jsonl", 0, 200);
        Files.writeString(
                folder.resolve("b.jsonl"), "{\"text\": \"  \"}\n" + Files.readString(folder.resolve("a.jsonl")) + "\n");
        try (Packing packing = words.packing(
                Mixture.of(List.of(folder.resolve("a.jsonl"), folder.resolve("b.jsonl")), 0, 1, null),
                WordTexts.settings(Map.of("evaluationShare", .2)))) {
            packing.next(100_000);
            TextCounts counts = packing.mixed().readers().getFirst().counts();

            assertThat(counts.heldOut()).isEven().isBetween(40L, 120L);
            assertThat(counts.texts() + counts.heldOut()).isEqualTo(400);
            assertThat(counts.blank()).isEqualTo(2);
        }
    }

    private static int[] concat(int[] one, int[] other) {
        int[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
