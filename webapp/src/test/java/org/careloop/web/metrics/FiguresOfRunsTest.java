package org.careloop.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunFigures;
import org.careloop.web.training.TrainingTest;
import org.careloop.web.training.WorkersInSight;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What dashboards are told of a run: while it is in work, from the last line that it wrote. */
class FiguresOfRunsTest extends TrainingTest {
    @Autowired
    private RunFigures runs;

    @Autowired
    private WorkersInSight workers;

    @Autowired
    private JdbcClient database;

    private static void set(Run run, Phase phase) throws IOException {
        run.directory().writeStatus(new RunStatus(phase, 3, 10, null, null, null, NOW));
    }

    @Test
    void stepTimeSpeedAndMemoryOfARunInWorkAreToldAndGoWithIt() throws IOException {
        Run run = startReward();
        set(run, Phase.TRAINING);
        try (MetricLog log = MetricLog.append(run.directory().metrics())) {
            log.write(2, Map.of("time/step", 9.0, "memory/main", 1e9, "tokens_per_second", 80.0));
            log.write(3, Map.of("time/step", 2.5, "memory/main", 3e9, "tokens_per_second", 120.0));
        }
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Figures figures = new Figures(new FigureRepository(database), runs, workers, registry);

        figures.refresh();
        assertThat(value(registry, "careloop.run.step", run)).isEqualTo(3);
        assertThat(value(registry, "careloop.run.step.seconds", run)).isEqualTo(2.5);
        assertThat(value(registry, "careloop.run.tokens.per.second", run)).isEqualTo(120);
        assertThat(value(registry, "careloop.run.memory.bytes", run)).isEqualTo(3e9);

        set(run, Phase.DONE);
        figures.refresh();
        assertThat(registry.find("careloop.run.memory.bytes")
                        .tag("run", String.valueOf(run.number()))
                        .gauge())
                .isNull();
    }

    private static double value(SimpleMeterRegistry registry, String name, Run run) {
        return registry.get(name)
                .tag("run", String.valueOf(run.number()))
                .tag("kind", "reward")
                .gauge()
                .value();
    }
}
