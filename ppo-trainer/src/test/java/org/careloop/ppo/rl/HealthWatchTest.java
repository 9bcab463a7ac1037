package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.careloop.run.Metrics;
import org.careloop.run.health.RunHealth;
import org.careloop.run.health.RunHealth.Disease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each disease provoked by figures: it is counted, said once in the log when it begins, and told on the progress line. */
class HealthWatchTest {
    private static final int ITERATIONS = 24;

    private final List<String> logged = new ArrayList<>();
    private final Logger logger = Logger.getLogger(HealthWatch.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    @ParameterizedTest
    @EnumSource
    void eachDiseaseIsCountedAndNamedWhenItBegins(Disease disease) {
        HealthWatch watch = new HealthWatch(List.of());
        int counted = 0;
        for (int i = 1; i <= ITERATIONS; i++) {
            Map<String, Double> metrics = new LinkedHashMap<>(ill(disease, i));
            watch.look(i, metrics);
            counted += metrics.containsKey(disease.metric()) ? 1 : 0;
        }

        String begins = new RunHealth.Finding(disease, List.of(1, 1, 1)).words().split("[0-9]", 2)[0];
        assertThat(counted).isBetween(1, ITERATIONS);
        assertThat(logged).filteredOn(line -> line.contains(begins)).hasSize(1);
        assertThat(watch.worst().orElseThrow()).contains(begins);
    }

    @Test
    void theLastEvaluationIsRememberedHoweverLongAgo() {
        HealthWatch watch = new HealthWatch(List.of());
        for (int i = 1; i <= 60; i++) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put(Metrics.LENGTH, 5.0);
            if (i == 10 || i == 20) {
                metrics.put(Metrics.heldOut(Metrics.SCORE), (double) i);
            }
            watch.look(i, metrics);
        }

        assertThat(watch.lines()).hasSizeLessThanOrEqualTo(RunHealth.WINDOW + 2);
        assertThat(watch.lines().getFirst().step()).isEqualTo(1);
        assertThat(watch.lines().get(1).step()).isEqualTo(20);
        assertThat(watch.lines().getLast().step()).isEqualTo(60);
    }

    /** Figures of an iteration in a run that has a disease, from its second half on. */
    private static Map<String, Double> ill(Disease disease, int i) {
        boolean late = i > ITERATIONS / 2;
        String change = Metrics.change(Metrics.heldOut(Metrics.SCORE));
        String watch = Metrics.watch("safety");
        return switch (disease) {
            case NOT_FINITE -> Map.of(Metrics.SKIPPED, late ? 2.0 : 0);
            case ROLLED_BACK -> Map.of(Metrics.ROLLBACKS, late ? 1.0 : 0);
            case FAR_FROM_REFERENCE -> Map.of(Metrics.KL, late ? 40.0 : 1);
            case CONSTANT_REWARD -> Map.of(Metrics.SCORE_DEVIATION, late ? 0.0 : 1);
            case ENDLESS_ANSWERS -> Map.of(Metrics.EOS_RATE, late ? .1 : .9);
            case ENTROPY_COLLAPSE -> Map.of(Metrics.ENTROPY, late ? .1 : 2);
            case LENGTH_WITHOUT_SCORE -> Map.of(Metrics.LENGTH, late ? 80.0 : 40, Metrics.SCORE, 1.0);
            case CRITIC_DIVERGES -> Map.of(Metrics.VALUE_LOSS, late ? 90.0 : 1);
            case CRITIC_BLIND -> Map.of(Metrics.EXPLAINED_VARIANCE, late ? -.8 : .1);
            case HELD_OUT_FALLS ->
                Map.of(Metrics.SCORE, late ? 2.0 : 1, change, late ? -.5 : 0, Metrics.high(change), late ? -.1 : .1);
            case WATCH_FALLS -> {
                String held = Metrics.change(Metrics.heldOut(watch));
                yield Map.of(
                        Metrics.SCORE,
                        late ? 2.0 : 1,
                        change,
                        late ? .5 : 0,
                        Metrics.high(change),
                        .9,
                        watch,
                        0.0,
                        Metrics.count(watch),
                        8.0,
                        held,
                        late ? -.5 : 0,
                        Metrics.high(held),
                        late ? -.1 : .1);
            }
        };
    }
}
