package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricLogTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void threeSteps() throws IOException {
        file = folder.resolve("metrics.jsonl");
        try (MetricLog log = MetricLog.append(file)) {
            for (int step = 1; step <= 3; step++) {
                log.write(step, Map.of("loss", 1.0 / step));
            }
        }
    }

    @Test
    void stepsBeyondTheStateThatIsResumedAreDropped() throws IOException {
        MetricLog.truncateAfter(file, 2);
        try (MetricLog log = MetricLog.append(file)) {
            log.write(3, Map.of("loss", 0.25));
        }

        assertThat(MetricLog.read(file))
                .containsExactly(
                        new MetricLog.Line(1, Map.of("loss", 1.0)),
                        new MetricLog.Line(2, Map.of("loss", 0.5)),
                        new MetricLog.Line(3, Map.of("loss", 0.25)));
    }

    @Test
    void aLineThatIsStillBeingWrittenIsLeftOut() throws IOException {
        Files.writeString(file, "{\"step\":4,\"lo", StandardOpenOption.APPEND);

        assertThat(MetricLog.read(file)).hasSize(3);

        MetricLog.truncateAfter(file, 3);
        assertThat(file).content().endsWith("}\n");
    }

    @Test
    void aMetricThatIsNotFiniteIsAbsent() throws IOException {
        try (MetricLog log = MetricLog.append(file)) {
            log.write(4, Map.of("loss", Double.NaN, "accuracy", 0.5));
        }

        assertThat(MetricLog.read(file).getLast()).isEqualTo(new MetricLog.Line(4, Map.of("accuracy", 0.5)));
    }

    @Test
    void anAbsentLogIsEmpty() throws IOException {
        assertThat(MetricLog.read(folder.resolve("none.jsonl"))).isEmpty();
    }
}
