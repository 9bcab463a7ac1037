package org.careloop.web.training;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.web.shell.Problem;

/** What became of the answers of a run, and how one goes on that did not get all. */
class AnsweringCard extends Div {
    private static final long serialVersionUID = 1L;

    /** What a person may do with a run that is over and not done. */
    interface GoOn {
        void with(TrainingService.Unanswered unanswered);
    }

    /** Shows nothing while there is nothing to say. */
    void show(Run run, Optional<RunStatus> status, GoOn goOn) {
        removeAll();
        run.answering().ifPresent(answering -> {
            answering.taken().ifPresent(taken -> add(line(made(answering, taken))));
            answering
                    .problem()
                    .ifPresent(why -> add(line(new Span(getTranslation("run.pairs.kept", Problem.words(this, why))))));
            boolean stands = status.map(RunStatus::phase)
                    .filter(phase -> phase == Phase.FAILED || phase == Phase.STOPPED)
                    .isPresent();
            if (stands) {
                add(line(
                        button("run.again", TrainingService.Unanswered.ASKED, goOn),
                        button("run.leave-out", TrainingService.Unanswered.LEFT_OUT, goOn)));
            }
        });
    }

    private Component[] made(AnsweringState answering, AnsweringState.Taken taken) {
        String same = taken.identical() == 0 ? "" : getTranslation("run.pairs.same", taken.identical()) + " ";
        Span counts = new Span(getTranslation("run.pairs", taken.comparisons()) + " " + same);
        return answering
                .into()
                .map(study -> new Component[] {
                    counts,
                    new Anchor(
                            "study/%s/comparisons".formatted(study),
                            answering.intoName().orElse(""))
                })
                .orElseGet(() -> new Component[] {counts, new Span(getTranslation("run.pairs.here"))});
    }

    private Button button(String key, TrainingService.Unanswered unanswered, GoOn goOn) {
        Button button = new Button(getTranslation(key), click -> goOn.with(unanswered));
        button.setTooltipText(getTranslation(key + ".explained"));
        button.setDisableOnClick(true);
        return button;
    }

    private static Div line(Component... content) {
        Div line = new Div(content);
        line.addClassNames("card", "result-line");
        return line;
    }
}
