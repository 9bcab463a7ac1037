package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.junit.jupiter.api.Test;

class TimeSharesTest {
    @Test
    void partsAreComparedWithTheTimeOfAllSteps() {
        List<MetricLog.Line> steps = List.of(
                new MetricLog.Line(1, Map.of("time/step", 10.0, "time/sample", 4.0, "time/update", 5.0, "loss", 3.0)),
                new MetricLog.Line(2, Map.of("time/step", 30.0, "time/sample", 6.0, "time/update", 15.0)));

        Map<String, Double> shares = TimeShares.of(steps);

        assertThat(shares).containsExactly(Map.entry("sample", .25), Map.entry("update", .5));
    }

    @Test
    void aRunThatSaysNothingOfItsPartsHasNoShares() {
        assertThat(TimeShares.of(List.of(new MetricLog.Line(1, Map.of("time/step", 10.0)))))
                .isEmpty();
    }
}
