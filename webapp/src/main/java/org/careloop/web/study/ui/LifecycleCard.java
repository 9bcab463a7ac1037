package org.careloop.web.study.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.study.Study;
import org.careloop.web.study.Study.State;
import org.careloop.web.study.StudyDesigner;
import org.careloop.web.study.StudyLifecycle;

/** Where a study stands between draft and frozen, what that means, and the next step. */
class LifecycleCard extends Div {
    private static final long serialVersionUID = 1L;
    private static final int USUAL_PILOT = 10;

    private final transient StudyLifecycle life;
    private final Consumer<Study> moved;

    /** @param moved told of the study after a step */
    LifecycleCard(StudyLifecycle life, Consumer<Study> moved) {
        this.life = life;
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
                    button("life.lock", true, () -> lock(study)), button("life.pilot", false, () -> pilot(study))
                };
            case PILOT -> new Component[] {button("life.lock", true, () -> lock(study))};
            case COLLECTING -> new Component[] {button("life.close", false, () -> close(study))};
            case CLOSED -> new Component[] {button("life.reopen", false, () -> reopen(study))};
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

    private void pilot(Study study) {
        IntegerField size = new IntegerField(getTranslation("life.pilot.size"));
        size.setHelperText(getTranslation("life.pilot.size.help"));
        size.setStepButtonsVisible(true);
        size.setMin(1);
        size.setValue(USUAL_PILOT);
        ask(
                "life.pilot",
                () -> moved.accept(life.startPilot(study, size.getValue() == null ? 0 : size.getValue())),
                size);
    }

    private void lock(Study study) {
        ask(
                "life.lock",
                () -> moved.accept(life.lock(study, ThreadLocalRandom.current().nextLong())));
    }

    private void close(Study study) {
        ask("life.close", () -> moved.accept(life.close(study)));
    }

    private void reopen(Study study) {
        TextArea reason = new TextArea(getTranslation("life.reason"));
        reason.setMaxLength(StudyDesigner.LONGEST_REASON);
        ask("life.reopen", () -> moved.accept(life.reopen(study, reason.getValue())), reason);
    }

    private void ask(String key, ActDialog.Act act, Component... fields) {
        new ActDialog(getTranslation(key + ".title"), getTranslation(key + ".text"), getTranslation(key), act, fields)
                .open();
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
