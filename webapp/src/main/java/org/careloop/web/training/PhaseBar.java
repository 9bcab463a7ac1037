package org.careloop.web.training;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Optional;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;

/** Where a run stands on its way: what is done, what it does now, what is to come. */
class PhaseBar extends OrderedList {
    private static final long serialVersionUID = 1L;
    private static final List<String> STAGES = List.of("snapshot", "load", "train", "save", "result");

    PhaseBar() {
        addClassName("phases");
    }

    void show(Run run, Optional<RunStatus> status) {
        removeAll();
        int now = status.map(PhaseBar::stage).orElse(0);
        for (int i = 0; i < STAGES.size(); i++) {
            ListItem item = new ListItem();
            item.addClassName(i < now ? "phase-done" : i == now ? "phase-now" : "phase-to-come");
            if (i == now) {
                item.getElement().setAttribute("aria-current", "step");
            }
            Div bar = new Div();
            bar.addClassName("phase-line");
            item.add(bar, new Span(words(STAGES.get(i), run, status, i == now)));
            add(item);
        }
    }

    /** The index of the stage a run is in; after the last one when it is done. */
    private static int stage(RunStatus status) {
        return switch (status.phase()) {
            case QUEUED, LOADING -> 1;
            case TRAINING -> 2;
            case SAVING -> 3;
            case DONE -> STAGES.size();
            case STOPPED, FAILED -> status.of() > 0 ? 2 : 1;
        };
    }

    private String words(String stage, Run run, Optional<RunStatus> status, boolean now) {
        if (stage.equals("snapshot") && run.kind() == RunKind.EVALUATE) {
            return getTranslation("run.phase.questions");
        }
        if (stage.equals("snapshot")) {
            return run.answering()
                    .map(asked -> getTranslation("run.phase.prompts", asked.prompts()))
                    .orElseGet(() -> getTranslation("run.phase.snapshot", run.votes()));
        }
        if (now && status.isPresent() && status.get().phase() == Phase.QUEUED) {
            return getTranslation("run.state.queued");
        }
        boolean counted =
                stage.equals("train") && status.isPresent() && status.get().of() > 0;
        return counted ? RunWords.progress(this, status.get()) : getTranslation(name(stage, run));
    }

    private static String name(String stage, Run run) {
        boolean common = stage.equals("load") || !run.kind().asksModels();
        return "run.phase." + stage + (common ? "" : run.answering().isPresent() ? ".answers" : ".exam");
    }
}
