package org.careloop.web.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.careloop.run.Metrics;
import org.careloop.run.RunStatus.Phase;
import org.careloop.web.database.Outage;
import org.careloop.web.training.RunFigures;
import org.careloop.web.training.WorkersInSight;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * What is counted when somebody asks and not meanwhile. While the database does not answer its figures stay away and the others are
 * told: a figure that is old and looks new would be worse.
 */
@Component
@Conditional(WhereTokenIsSet.class)
class Figures {
    private final FigureRepository counts;
    private final RunFigures runs;
    private final WorkersInSight workers;
    private final MultiGauge openVotes;
    private final MultiGauge phases;
    private final MultiGauge steps;
    private final MultiGauge stepSeconds;
    private final MultiGauge tokens;
    private final MultiGauge memory;
    private volatile double verdicts = Double.NaN;
    private volatile double databaseAnswers;
    private volatile double alive;

    Figures(FigureRepository counts, RunFigures runs, WorkersInSight workers, MeterRegistry registry) {
        this.counts = counts;
        this.runs = runs;
        this.workers = workers;
        openVotes = several(registry, "careloop.votes.open", "Votes that studies ask for and nobody has given");
        phases = several(registry, "careloop.runs", "Training runs that are not over, by phase");
        steps = several(registry, "careloop.run.step", "Steps that a run has done");
        stepSeconds = several(registry, "careloop.run.step.seconds", "Time that the last step of a run took");
        tokens = several(registry, "careloop.run.tokens.per.second", "Tokens a second in the last step of a run");
        memory = several(registry, "careloop.run.memory.bytes", "Main memory that a run holds after its last step");
        Gauge.builder("careloop.database.up", () -> databaseAnswers)
                .description("1 when the database answers")
                .register(registry);
        Gauge.builder("careloop.workers", () -> alive)
                .description("Training workers that have said within 20 seconds that they live")
                .register(registry);
        FunctionCounter.builder("careloop.verdicts.acknowledged", this, figures -> figures.verdicts)
                .description("Judgements of people that are stored, on all servers")
                .register(registry);
    }

    private static MultiGauge several(MeterRegistry registry, String name, String what) {
        return MultiGauge.builder(name).description(what).register(registry);
    }

    /** Counts now. */
    synchronized void refresh() {
        alive = workers.alive();
        try {
            verdicts = counts.verdicts();
            Map<String, Long> open = counts.openVotes();
            openVotes.register(
                    List.of(
                            Row.of(Tags.of("state", "free"), open.getOrDefault("free", 0L)),
                            Row.of(Tags.of("state", "in_view"), open.getOrDefault("in_view", 0L))),
                    true);
            showRuns(runs.notOver());
            databaseAnswers = 1;
        } catch (RuntimeException e) {
            if (!Outage.isOne(e)) {
                throw e;
            }
            databaseAnswers = 0;
            openVotes.register(List.of(), true);
            showRuns(List.of());
        }
    }

    /** A run's number is a label only while it is in work. */
    private void showRuns(List<RunFigures.InWork> all) {
        Map<Phase, Long> counted = new EnumMap<>(Phase.class);
        List<Row<?>> done = new ArrayList<>();
        List<Row<?>> seconds = new ArrayList<>();
        List<Row<?>> speed = new ArrayList<>();
        List<Row<?>> held = new ArrayList<>();
        for (RunFigures.InWork run : all) {
            counted.merge(run.phase(), 1L, Long::sum);
            if (run.phase() != Phase.QUEUED) {
                Tags tags = Tags.of("run", String.valueOf(run.number()), "kind", run.kind());
                done.add(Row.of(tags, run.step()));
                add(seconds, tags, run.last(), Metrics.STEP_SECONDS);
                add(speed, tags, run.last(), Metrics.TOKENS_PER_SECOND);
                add(held, tags, run.last(), Metrics.MAIN_MEMORY);
            }
        }
        List<Row<?>> byPhase = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            if (!phase.isOver()) {
                byPhase.add(Row.of(
                        Tags.of("phase", phase.name().toLowerCase(Locale.ROOT)), counted.getOrDefault(phase, 0L)));
            }
        }
        phases.register(byPhase, true);
        steps.register(done, true);
        stepSeconds.register(seconds, true);
        tokens.register(speed, true);
        memory.register(held, true);
    }

    private static void add(List<Row<?>> rows, Tags tags, Map<String, Double> values, String name) {
        Double value = values.get(name);
        if (value != null) {
            rows.add(Row.of(tags, value));
        }
    }
}
