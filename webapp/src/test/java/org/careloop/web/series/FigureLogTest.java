package org.careloop.web.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.careloop.run.MetricLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a run are read as they are written, once each, and thinned out so that no spike is lost. */
class FigureLogTest {
    private static final long ALL = Long.MAX_VALUE / 2;

    @TempDir
    Path folder;

    private Path file;
    private FigureLog log;

    @BeforeEach
    void noFile() {
        file = folder.resolve("metrics.jsonl");
        log = new FigureLog(file);
    }

    private Course look() throws IOException {
        return log.look(ALL, name -> true);
    }

    private Thinned loss() throws IOException {
        return look().figures().get("loss");
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void aFileThatIsNotThereHasNoFigures() throws IOException {
        assertThat(look()).isEqualTo(Course.NONE);
    }

    @Test
    void aLineIsTakenWhenItIsWholeAndOnce() throws IOException {
        append("{\"step\":1,\"loss\":0.5,\"time/step\":2.0}\n{\"step\":2,\"lo");
        assertThat(loss().drawn().values()).containsExactly(.5);
        append("ss\":0.25,\"time/step\":3.0}\n");
        assertThat(loss().drawn().steps()).containsExactly(1, 2);
        assertThat(loss().drawn().values()).containsExactly(.5, .25);
        assertThat(loss().drawn().seconds()).containsExactly(2, 5);
        assertThat(look().lines()).extracting(MetricLog.Line::step).containsExactly(1L, 2L);
    }

    @Test
    void whatWasReadIsNotReadAgain() throws IOException {
        append("{\"step\":1,\"loss\":0.5}\n");
        look();
        byte[] bytes = Files.readAllBytes(file);
        // Longer than what is remembered, so that only a second reading could notice.
        append("{\"step\":2,\"loss\":0.4,\"note\":\"%s\"}\n".formatted("x".repeat(200)));
        look();
        bytes = Files.readAllBytes(file);
        bytes[new String(bytes).indexOf("0.5") + 2] = '9';
        Files.write(file, bytes, StandardOpenOption.WRITE);
        append("{\"step\":3,\"loss\":0.3}\n");
        assertThat(loss().drawn().values()).containsExactly(.5, .4, .3);
    }

    @Test
    void aFileThatARunWritesAnewIsReadFromItsBeginningEvenWhereItHasGrownPastTheOldOne() throws IOException {
        append("{\"step\":1,\"loss\":0.5}\n{\"step\":2,\"loss\":0.4}\n{\"step\":3,\"loss\":9.0}\n");
        look();
        MetricLog.truncateAfter(file, 2);
        append("{\"step\":3,\"loss\":0.3}\n{\"step\":4,\"loss\":0.2}\n{\"step\":5,\"loss\":0.1}\n");
        assertThat(loss().drawn().values()).containsExactly(.5, .4, .3, .2, .1);
    }

    @Test
    void aFileThatIsWrittenOverInPlaceIsReadAnewToo() throws IOException {
        append("{\"step\":1,\"loss\":0.5}\n");
        look();
        Files.writeString(file, "{\"step\":1,\"loss\":0.7}\n{\"step\":2,\"loss\":0.6}\n");
        assertThat(loss().drawn().values()).containsExactly(.7, .6);
    }

    @Test
    void aLongFileIsReadInSeveralLooks() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int step = 1; step <= 40_000; step++) {
            lines.append("{\"step\":%d,\"loss\":%d.5}\n".formatted(step, step));
        }
        append(lines.toString());
        Course first = log.look(1, name -> true);
        assertThat(first.isWhole()).isFalse();
        int looks = 1;
        while (!log.look(1, name -> true).isWhole()) {
            looks++;
        }
        assertThat(looks).isBetween(2, 10);
        assertThat(loss().last().step()).isEqualTo(40_000);
    }

    @Test
    void allExtremesOfAHundredThousandPointsAreDrawnAndTheSameWhetherTheyCameAtOnceOrOneByOne() {
        Random random = new Random(7);
        double[] values = random.doubles(100_000, 0, 1).toArray();
        values[12_345] = 50;
        values[77_777] = -40;
        Thinning thinning = new Thinning();
        for (int i = 0; i < values.length; i++) {
            thinning.add(new MetricLog.Line(i + 1, Map.of()), i, values[i]);
        }
        Thinned.Points drawn = thinning.thinned().drawn();
        assertThat(drawn.size()).isLessThanOrEqualTo(2 * Thinning.GROUPS + 2);
        assertThat(drawn.values()).contains(50).contains(-40);
        assertThat(drawn.steps()).contains(12_346).contains(77_778).isSorted();
        assertThat(drawn.values()).startsWith(values[0]).endsWith(values[values.length - 1]);
        // Groups of 256: each has its lowest and its highest, wherever they stand.
        for (int group = 0; group + 256 <= values.length; group += 256) {
            double[] inside = Arrays.copyOfRange(values, group, group + 256);
            assertThat(drawn.values())
                    .contains(Arrays.stream(inside).min().orElseThrow())
                    .contains(Arrays.stream(inside).max().orElseThrow());
        }
        double mean = Arrays.stream(values, 0, 256).average().orElseThrow();
        assertThat(thinning.thinned().means().values()[0]).isEqualTo(mean, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(thinning.thinned().means().steps()[0]).isEqualTo(128.5);
    }

    @Test
    void fewPointsAreAllDrawnAndNoGroupIsNeeded() {
        Thinning thinning = new Thinning();
        for (int i = 1; i <= Thinning.GROUPS; i++) {
            thinning.add(new MetricLog.Line(i, Map.of()), 0, i % 7);
        }
        Thinned thinned = thinning.thinned();
        assertThat(thinned.drawn().size()).isEqualTo(Thinning.GROUPS);
        assertThat(thinned.means()).isSameAs(thinned.drawn());
    }

    @Test
    void theLinesThatHealthIsReadFromAreKept() throws IOException {
        StringBuilder lines = new StringBuilder("{\"step\":0,\"eval/scores\":1.0}\n");
        for (int step = 1; step <= 500; step++) {
            lines.append("{\"step\":%d,\"loss\":1.0%s}\n".formatted(step, step == 300 ? ",\"eval/scores\":2.0" : ""));
        }
        append(lines.toString());
        assertThat(look().lines()).hasSize(53);
        assertThat(look().lines())
                .extracting(MetricLog.Line::step)
                .startsWith(0L, 1L, 300L, 451L)
                .endsWith(500L);
        assertThat(look().figures().get("eval/scores").last().step()).isEqualTo(300);
    }

    @Test
    void neitherManyFiguresNorCountsOfThemFillTheMemory() throws IOException {
        StringBuilder line = new StringBuilder("{\"step\":1,\"a_n\":3,\"a_low\":1,\"a_high\":2");
        for (int i = 0; i < 1_000; i++) {
            line.append(",\"figure%d\":1".formatted(i));
        }
        append(line.append("}\n").toString());
        assertThat(look().figures()).hasSize(200).doesNotContainKeys("a_n", "a_low", "a_high");
    }

    @Test
    void whatStandsBehindALineThatIsNoneIsNotRead() throws IOException {
        append("{\"step\":1,\"loss\":0.5}\nnonsense\n{\"step\":2,\"loss\":0.4}\n");
        assertThat(look().isWhole()).isTrue();
        assertThat(loss().drawn().values()).containsExactly(.5);
    }

    @Test
    void runsThatNobodyLooksAtAnyMoreAreForgotten() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        FigureLogs logs = new FigureLogs(clock);
        for (int i = 0; i < 2 * FigureLogs.MOST; i++) {
            logs.look(folder.resolve("run-" + i), name -> true);
        }
        assertThat(logs.size()).isEqualTo(FigureLogs.MOST);
        now.set(now.get().plus(FigureLogs.KEPT).plus(Duration.ofSeconds(1)));
        logs.look(folder.resolve("another"), name -> true);
        assertThat(logs.size()).isEqualTo(1);
    }
}
