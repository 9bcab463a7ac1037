package org.careloop.web.study.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Locale;
import java.util.function.Consumer;
import org.careloop.web.study.Study;
import org.careloop.web.study.Study.State;

/** Where a study stands between draft and frozen, what that means, and the next step. */
class LifecycleCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient LifecycleActs acts;
    private final Consumer<Study> moved;

    /** @param moved told of the study after a step */
    LifecycleCard(LifecycleActs acts, Consumer<Study> moved) {
        this.acts = acts;
        this.moved = moved;
        addClassNames("card", "life-card");
    }

    void show(Study study) {
        removeAll();
        Div steps = new Div();
        steps.addClassName("life-actions");
        steps.add(steps(study));
        add(line(study.state()), new Paragraph(getTranslation("life.text." + word(study.state()))), steps);
    }

    private OrderedList line(State now) {
        OrderedList line = new OrderedList();
        line.addClassName("life-line");
        for (State state : State.values()) {
            ListItem item = new ListItem(getTranslation("study.state." + word(state)));
            if (state == now) {
                item.getElement().setAttribute("aria-current", "step");
            } else if (state.ordinal() < now.ordinal()) {
                item.addClassName("past");
            }
            line.add(item);
        }
        return line;
    }

    private Component[] steps(Study study) {
        return switch (study.state()) {
            case DRAFT ->
                new Component[] {
                    button("life.lock", true, () -> acts.lock(study, this, moved)),
                    button("life.pilot", false, () -> acts.pilot(study, this, moved))
                };
            case PILOT -> new Component[] {button("life.lock", true, () -> acts.lock(study, this, moved))};
            case COLLECTING -> new Component[] {button("life.close", false, () -> acts.close(study, this, moved))};
            case CLOSED -> new Component[] {button("life.reopen", false, () -> acts.reopen(study, this, moved))};
            case FROZEN -> new Component[0];
        };
    }

    private Button button(String key, boolean primary, Runnable open) {
        Button button = new Button(getTranslation(key), click -> open.run());
        if (primary) {
            button.addThemeVariants(ButtonVariant.PRIMARY);
        }
        return button;
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
