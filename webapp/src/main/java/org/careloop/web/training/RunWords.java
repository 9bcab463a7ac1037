package org.careloop.web.training;

import com.vaadin.flow.component.Component;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.worker.Priority;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;

/** A run and its state in the words of the screen. */
public final class RunWords {
    private RunWords() {}

    public static String name(Component screen, Run run) {
        return screen.getTranslation("run.name." + run.kind().label(), run.number());
    }

    /** What it starts from, and with which reward model. */
    static String description(Component screen, Run run) {
        if (run.answering().isPresent()) {
            return screen.getTranslation(
                    "run.answering", run.baseName(), run.answering().get().prompts());
        }
        if (run.kind() == RunKind.EVALUATE) {
            return screen.getTranslation("run.examined", run.baseName());
        }
        return run.rewardName()
                .map(reward -> screen.getTranslation(
                        "run.from.with", run.baseName(), reward, run.kind().name()))
                .orElseGet(() -> screen.getTranslation("run.from", run.baseName()));
    }

    public static String state(Component screen, Run run, Optional<RunStatus> status) {
        if (status.isPresent()
                && status.get().phase() == RunStatus.Phase.TRAINING
                && run.kind().asksModels()) {
            return screen.getTranslation("run.state.answering");
        }
        if (status.isEmpty()) {
            return screen.getTranslation("run.state.unknown");
        }
        return screen.getTranslation("run.state." + status.get().phase().name().toLowerCase(Locale.ROOT));
    }

    /** Where a waiting run stands, and its priority where it is another than usual. */
    public static String place(Component screen, RunQueue.Place place) {
        String position = screen.getTranslation("run.place", place.position(), place.of());
        return place.priority() == Priority.NORMAL
                ? position
                : screen.getTranslation("run.place.priority", position, priority(screen, place.priority()));
    }

    static String priority(Component screen, Priority priority) {
        return screen.getTranslation("run.priority." + priority.label());
    }

    /** How long a run takes, from what runs like it took. */
    public static String time(Component screen, Optional<TimeEstimate> estimate) {
        Figures figures = new Figures(screen);
        return estimate.map(time -> {
                    String low = figures.duration(time.low());
                    String high = figures.duration(time.high());
                    return low.equals(high)
                            ? screen.getTranslation("plan.time", time.runs(), low)
                            : screen.getTranslation("plan.time.range", time.runs(), low, high);
                })
                .orElseGet(() -> screen.getTranslation("plan.time.unknown"));
    }

    public static Page.Tone tone(Optional<RunStatus> status) {
        return status.map(RunStatus::phase)
                .map(phase -> switch (phase) {
                    case DONE -> Page.Tone.DONE;
                    case FAILED -> Page.Tone.ATTENTION;
                    case LOADING, TRAINING, SAVING -> Page.Tone.RUNNING;
                    case QUEUED, STOPPED -> Page.Tone.QUIET;
                })
                .orElse(Page.Tone.ATTENTION);
    }

    /** Step, count and time left. */
    static String progress(Component screen, RunStatus status) {
        Figures figures = new Figures(screen);
        // A run that goes on with fewer steps asked for has done more already.
        long of = Math.max(status.step(), status.of());
        String steps = screen.getTranslation("run.step", status.step(), of);
        Long left = status.etaSeconds();
        return left == null ? steps : screen.getTranslation("run.left", steps, figures.duration(left));
    }
}
