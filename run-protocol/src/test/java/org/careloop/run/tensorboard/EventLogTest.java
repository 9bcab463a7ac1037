package org.careloop.run.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.MetricLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00.500Z"));

    @TempDir
    Path folder;

    /** The same three events by tensorboard 2.21's own RecordWriter and messages, as hexadecimal digits. */
    @Test
    void aFileHasTheBytesThatTensorBoardItselfWrites() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss/train", 0.1);
        values.put("objective/kl", -2.5);
        try (RecordFile file = RecordFile.create(folder.resolve("one"))) {
            double now = 1772366400.5;
            file.add(Event.version(now));
            file.add(Event.start(now, 300));
            file.add(Event.scalars(now, 300, values));
        }

        assertThat(HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("one"))))
                .isEqualTo("1800000000000000a37f4b2209000020900a69da411a0d627261696e2e4576656e743a32f1922a7b"
                        + "100000000000000095fbfe1809000020900a69da4110ac023a0208011550858b"
                        + "36000000000000004f578cef09000020900a69da4110ac022a280a110a0a6c6f73732f747261696e15cdcccc3d"
                        + "0a130a0c6f626a6563746976652f6b6c15000020c0dd7ab919");
    }

    @Test
    void aRunThatGoesOnHasEachStepOnceAndForgetsThoseAfterItsState() throws IOException {
        write(List.of(), 1, 2, 3, 4);
        write(lines(1, 2), 3, 4, 5);

        assertThat(steps()).containsExactly(List.of(1L, 2L), List.of(3L, 4L, 5L));
    }

    @Test
    void aRecordThatAKillCutIsTakenOutAndWrittenAgain() throws IOException {
        write(List.of(), 1, 2, 3);
        Path first = files().getFirst();
        byte[] whole = Files.readAllBytes(first);
        for (int lost = 1; lost < 40; lost++) {
            Files.write(first, Arrays.copyOf(whole, whole.length - lost));
            write(lines(1, 2, 3), 4);

            assertThat(steps().stream().flatMap(List::stream))
                    .describedAs("%d bytes lost", lost)
                    .containsExactly(1L, 2L, 3L, 4L);
            Files.delete(files().getLast());
        }
    }

    @Test
    void aRecordWithABitThatTurnedEndsItsFile() throws IOException {
        write(List.of(), 1, 2, 3);
        byte[] bytes = Files.readAllBytes(files().getFirst());
        bytes[bytes.length - 10] ^= 1;
        Files.write(files().getFirst(), bytes);

        write(lines(1, 2, 3), 4);

        assertThat(steps()).containsExactly(List.of(1L, 2L), List.of(3L, 4L));
    }

    @Test
    void stepsOfAnEarlierVersionWithoutEventFilesAreWrittenBefore() throws IOException {
        write(lines(0, 1, 2), 3);

        assertThat(steps()).containsExactly(List.of(0L, 1L, 2L, 3L));
    }

    /** A TensorBoard that is open reads files in the order of their names, and never one again that it has left. */
    @Test
    void aProcessWritesAFileBehindAllOthersAlsoWhereNothingIsLeftOfThem() throws IOException {
        write(List.of(), 1);
        write(List.of(), 1);

        assertThat(files().stream().map(file -> file.getFileName().toString()))
                .containsExactly("events.out.tfevents.0000000001.careloop", "events.out.tfevents.0000000002.careloop");
        assertThat(steps()).containsExactly(List.of(), List.of(1L));
    }

    @Test
    void aFigureThatIsNotFiniteIsAbsentAndAStepOfSuchOnesToo() throws IOException {
        try (EventLog log = EventLog.after(List.of(), folder, CLOCK)) {
            log.write(1, Map.of("loss", Double.NaN));
            log.write(2, Map.of("loss", Double.POSITIVE_INFINITY, "accuracy", 0.5));
        }

        assertThat(steps()).containsExactly(List.of(2L));
    }

    @Test
    void aFileOfSomebodyElseIsLeftAlone() throws IOException {
        Path other = folder.resolve("events.out.tfevents.1772366400.host.1.0");
        Files.writeString(other, "not ours", StandardOpenOption.CREATE_NEW);

        write(List.of(), 1);

        assertThat(other).hasContent("not ours");
    }

    private void write(List<MetricLog.Line> before, long... steps) throws IOException {
        try (EventLog log = EventLog.after(before, folder, CLOCK)) {
            for (long step : steps) {
                log.write(step, Map.of("loss", 1.0 / step));
            }
        }
    }

    private static List<MetricLog.Line> lines(long... steps) {
        List<MetricLog.Line> lines = new ArrayList<>();
        for (long step : steps) {
            lines.add(new MetricLog.Line(step, Map.of("loss", 1.0)));
        }
        return lines;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** The steps that have figures, file by file. */
    private List<List<Long>> steps() throws IOException {
        List<List<Long>> steps = new ArrayList<>();
        for (Path file : files()) {
            List<Long> ofFile = new ArrayList<>();
            RecordFile.cut(file, ofFile::add);
            steps.add(ofFile);
        }
        return steps;
    }
}
