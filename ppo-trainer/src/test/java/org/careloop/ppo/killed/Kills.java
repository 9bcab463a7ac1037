package org.careloop.ppo.killed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;

/** Kills runs of one kind at moments that a seed draws, lets them go on, and compares them with one that was left alone. */
final class Kills {
    private final ShortRuns runs;
    private final RunKind kind;
    private final Trainer trainer;
    private final Consumer<String> say;
    private final Map<Moment.During, Integer> counts = new EnumMap<>(Moment.During.class);
    private final Map<String, String> expected;
    private final Trainer.Times times;
    private int beforeTheFirstState;
    private int halfWritten;

    /** Trains a run of the kind to its end first. */
    Kills(ShortRuns runs, RunKind kind, Trainer trainer, Consumer<String> say)
            throws IOException, InterruptedException {
        this.runs = runs;
        this.kind = kind;
        this.trainer = trainer;
        this.say = say;
        RunDirectory alone = runs.prepare(kind, runs.alone(kind));
        times = trainer.leaveAlone(alone);
        expected = Remains.of(alone);
        say.accept("%s: %d steps alone, %d ms to the first and %d ms a step"
                .formatted(
                        kind.label(),
                        MetricLog.read(alone.metrics()).size(),
                        times.loading().toMillis(),
                        times.step().toMillis()));
    }

    /**
     * Kills one run as often as asked and lets it go on.
     *
     * @return the files that differ from those of the run that was left alone
     */
    List<String> differences(long seed, int kills) throws IOException, InterruptedException {
        Path place = runs.alone(kind).resolveSibling("seed-" + seed);
        RunDirectory run = runs.prepare(kind, place);
        long steps =
                MetricLog.read(runs.alone(kind).resolve("run/metrics.jsonl")).size();
        for (Moment moment : Moment.draw(new Random(seed), kills, steps)) {
            if (trainer.killAt(moment, run, times)) {
                count(moment, run, seed);
            } else {
                say.accept("%s seed %d: had ended %s".formatted(kind.label(), seed, moment));
            }
        }
        trainer.goOn(run);
        Map<String, String> found = Remains.of(run);
        List<String> different = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            if (!String.valueOf(expected.get(name)).equals(found.get(name))) {
                different.add(name);
            }
        }
        say.accept(
                "%s seed %d: %s".formatted(kind.label(), seed, different.isEmpty() ? "equal" : "DIFFERS " + different));
        return different;
    }

    private void count(Moment moment, RunDirectory run, long seed) throws IOException {
        counts.merge(moment.during(), 1, Integer::sum);
        List<String> parts = new ArrayList<>(Moment.halfWritten(run));
        if (Moment.isResultBegun(run)) {
            parts.add("the result");
        }
        String[] states = Files.isDirectory(run.state()) ? run.state().toFile().list() : new String[0];
        boolean kept = states != null && states.length > parts.size();
        beforeTheFirstState += kept ? 0 : 1;
        halfWritten += parts.isEmpty() ? 0 : 1;
        say.accept("%s seed %d: killed %s, %d steps done, %s, half-written %s"
                .formatted(
                        kind.label(),
                        seed,
                        moment,
                        MetricLog.read(run.metrics()).size(),
                        kept ? "a state kept" : "no state kept",
                        parts));
    }

    /** How many kills there were so far. */
    int done() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    String summary() {
        return "%s: %d kills, %s; %d before the first kept state, %d left something half-written"
                .formatted(kind.label(), done(), counts, beforeTheFirstState, halfWritten);
    }
}
