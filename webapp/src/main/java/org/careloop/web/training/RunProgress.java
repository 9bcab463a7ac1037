package org.careloop.web.training;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.MetricLog;
import org.careloop.run.RunStatus;
import org.careloop.web.series.Course;

/**
 * How a run goes.
 *
 * @param status empty when the run was never handed over
 * @param course its figures over its steps, as far as they are read
 * @param log the last lines of the trainer's log, the newest last
 * @param alarm what a person should look at, if anything
 * @param hasModel whether a model was written
 */
public record RunProgress(
        Optional<RunStatus> status,
        Course course,
        List<String> log,
        List<SampleRow> samples,
        Optional<RunAlarm> alarm,
        boolean hasModel) {
    private static final Set<RunAlarm.Kind> GOES_ON =
            EnumSet.of(RunAlarm.Kind.FAILED, RunAlarm.Kind.UNREADABLE, RunAlarm.Kind.ABANDONED);

    /** The first lines of its figures, the last one of held-out prompts, and the newest. */
    public List<MetricLog.Line> metrics() {
        return course.lines();
    }

    public boolean isOver() {
        return status.map(known -> known.phase().isOver()).orElse(false);
    }

    /** Whether the workers may be handed the run again: it failed, its directory was unreadable, or whoever had it is gone. */
    public boolean canGoOn() {
        return alarm.map(RunAlarm::kind).filter(GOES_ON::contains).isPresent();
    }

    /** Whether the workers may be handed it again, also after a person stopped it: a model that it made stays as it is. */
    public boolean mayGoOn() {
        return canGoOn() || (isStopped() && !hasModel);
    }

    /** Whether a person has stopped it. */
    public boolean isStopped() {
        return status.map(RunStatus::phase)
                .filter(RunStatus.Phase.STOPPED::equals)
                .isPresent();
    }

    /** Whether one may still ask it to stop. */
    public boolean isStoppable() {
        return status.isPresent() && !isOver();
    }
}
