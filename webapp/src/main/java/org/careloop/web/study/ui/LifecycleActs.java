package org.careloop.web.study.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesigner;
import org.careloop.web.study.StudyLifecycle;
import org.careloop.web.study.StudyStart;

/** The steps of a study, each asked for in a dialog that says what it begins. */
@SpringComponent
class LifecycleActs {
    private static final int USUAL_PILOT = 10;

    private final StudyLifecycle life;
    private final StudyStart start;

    LifecycleActs(StudyLifecycle life, StudyStart start) {
        this.life = life;
        this.start = start;
    }

    /** @param moved told of the study after the step, as each of these */
    void pilot(Study study, Component screen, Consumer<Study> moved) {
        IntegerField size = new IntegerField(screen.getTranslation("life.pilot.size"));
        size.setHelperText(screen.getTranslation("life.pilot.size.help"));
        size.setStepButtonsVisible(true);
        size.setMin(1);
        size.setValue(USUAL_PILOT);
        ask(
                "life.pilot",
                screen,
                () -> moved.accept(life.startPilot(study, size.getValue() == null ? 0 : size.getValue())),
                size);
    }

    void lock(Study study, Component screen, Consumer<Study> moved) {
        ask(
                "life.lock",
                screen,
                () -> moved.accept(life.lock(study, ThreadLocalRandom.current().nextLong())),
                start.of(study).map(outlook -> begins(outlook, screen)).stream().toArray(Component[]::new));
    }

    void close(Study study, Component screen, Consumer<Study> moved) {
        ask("life.close", screen, () -> moved.accept(life.close(study)));
    }

    void reopen(Study study, Component screen, Consumer<Study> moved) {
        TextArea reason = new TextArea(screen.getTranslation("life.reason"));
        reason.setMaxLength(StudyDesigner.LONGEST_REASON);
        ask("life.reopen", screen, () -> moved.accept(life.reopen(study, reason.getValue())), reason);
    }

    private static UnorderedList begins(StudyStart.Outlook outlook, Component screen) {
        UnorderedList list = new UnorderedList(
                new ListItem(screen.getTranslation("life.lock.comparisons", outlook.comparisons())),
                new ListItem(screen.getTranslation("life.lock.votes", outlook.votes())),
                new ListItem(screen.getTranslation("life.lock.people", outlook.canJudge())));
        if (outlook.fitNobody() > 0) {
            ListItem nobody = new ListItem(screen.getTranslation("life.lock.nobody", outlook.fitNobody()));
            nobody.addClassName("problem");
            list.add(nobody);
        }
        list.addClassName("lock-counts");
        return list;
    }

    private static void ask(String key, Component screen, ActDialog.Act act, Component... fields) {
        new ActDialog(
                        screen.getTranslation(key + ".title"),
                        screen.getTranslation(key + ".text"),
                        screen.getTranslation(key),
                        act,
                        fields)
                .open();
    }
}
