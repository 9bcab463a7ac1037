package org.careloop.web.training;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.Optional;
import org.careloop.run.worker.Priority;

/** Where a waiting run stands among the others, and its priority, which a person may change. */
class WaitingCard extends Div {
    private static final long serialVersionUID = 1L;

    private final Span place = new Span();
    private final Select<Priority> priority = new Select<>();

    /** What becomes of another priority. */
    interface Change {
        void to(Priority priority);
    }

    WaitingCard(Change change) {
        addClassNames("card", "waiting-line");
        place.getElement().setAttribute("role", "status");
        priority.setLabel(getTranslation("run.priority"));
        priority.setHelperText(getTranslation("run.priority.help"));
        priority.setItems(Priority.values());
        priority.setItemLabelGenerator(each -> RunWords.priority(this, each));
        priority.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                change.to(event.getValue());
            }
        });
        add(place, priority);
        setVisible(false);
    }

    /** Shows nothing of a run that does not wait. */
    void show(Optional<RunQueue.Place> now) {
        setVisible(now.isPresent());
        now.ifPresent(found -> {
            place.setText(getTranslation(
                    found.position() == 1 ? "run.waits.next" : "run.waits", found.position(), found.of()));
            priority.setValue(found.priority());
        });
    }
}
