package org.careloop.web.training;

import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.settings.Preset;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.careloop.web.checkpoint.CheckpointId;

/**
 * How long a training will take, by the finished ones of this installation that were like it: of its kind, on its model, with
 * its settings. Each is counted up to the length of the new one: by iterations where there are such, else by epochs and votes.
 *
 * @param runs how many there were; at most the last ten are looked at
 * @param low seconds by the fastest of them
 * @param high seconds by the slowest of them
 */
public record TimeEstimate(int runs, long low, long high) {
    private static final int MOST = 10;
    private static final String ITERATIONS = "iterations";
    private static final String EPOCHS = "epochs";

    /** Settings that change how many steps there are, or nothing of a step; those of a preset are compared one by one. */
    private static final Set<String> OF_ANOTHER_LENGTH = Set.of(ITERATIONS, "seed", Preset.SETTING);

    /**
     * The estimate for a run.
     *
     * @param all runs, the newest first
     * @param votes that it learns from
     * @return empty where no run like it is done
     */
    static Optional<TimeEstimate> of(
            List<Run> all, RunKind kind, CheckpointId base, Map<String, Object> settings, long votes) {
        Map<String, Object> wanted = Settings.resolved(TrainerSettings.of(kind), settings);
        LongSummaryStatistics seconds = all.stream()
                .filter(run ->
                        run.kind() == kind && run.base().filter(base::equals).isPresent())
                .filter(run -> isLike(wanted, values(run)))
                .filter(TimeEstimate::isDone)
                .limit(MOST)
                .flatMapToLong(run -> RunFiles.trainedSeconds(run.directory()).stream()
                        .map(taken -> Math.round(taken * ratio(wanted, votes, run))))
                .summaryStatistics();
        return seconds.getCount() == 0
                ? Optional.empty()
                : Optional.of(new TimeEstimate((int) seconds.getCount(), seconds.getMin(), seconds.getMax()));
    }

    private static Map<String, Object> values(Run run) {
        return Settings.resolved(TrainerSettings.of(run.kind()), run.settings());
    }

    private static boolean isLike(Map<String, Object> wanted, Map<String, Object> known) {
        return ofAStep(wanted).equals(ofAStep(known));
    }

    private static Map<String, Object> ofAStep(Map<String, Object> settings) {
        Map<String, Object> kept = new TreeMap<>(settings);
        kept.keySet().removeAll(OF_ANOTHER_LENGTH);
        if (!settings.containsKey(ITERATIONS)) {
            kept.remove(EPOCHS);
        }
        return kept;
    }

    private static boolean isDone(Run run) {
        return RunFiles.status(run.directory())
                .filter(status -> status.phase() == Phase.DONE)
                .isPresent();
    }

    /** How many times as long as the known run the new one is. */
    private static double ratio(Map<String, Object> wanted, long votes, Run known) {
        boolean learnsVotes = !wanted.containsKey(ITERATIONS) && known.votes() > 0;
        double rows = learnsVotes ? (double) votes / known.votes() : 1;
        return rows * passes(wanted) / passes(values(known));
    }

    /** Over the data, or iterations; 1 for a kind that has neither. */
    private static double passes(Map<String, Object> settings) {
        return settings.getOrDefault(ITERATIONS, settings.get(EPOCHS)) instanceof Number passes
                ? passes.doubleValue()
                : 1;
    }
}
