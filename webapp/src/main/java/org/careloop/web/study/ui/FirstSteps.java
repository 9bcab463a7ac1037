package org.careloop.web.study.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyStart;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;

/**
 * The first days of a study, for a page of it: comparisons, design, people, pilot, lock. What is done is ticked, and the next
 * step is the button. Hidden for a study that is locked or led by others.
 */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public class FirstSteps extends Div {
    private static final long serialVersionUID = 1L;

    private final transient StudyStart start;
    private final transient LifecycleActs acts;

    FirstSteps(StudyStart start, LifecycleActs acts) {
        this.start = start;
        this.acts = acts;
        addClassNames("card", "first-steps");
        setVisible(false);
    }

    /** The steps in their order; a translation key ends in their name. */
    private enum Step {
        IMPORT,
        DESIGN,
        PEOPLE,
        PILOT,
        LOCK;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isDone(StudyStart.Outlook outlook) {
            return switch (this) {
                case IMPORT -> outlook.comparisons() > 0;
                case DESIGN -> outlook.isDesigned();
                case PEOPLE -> outlook.hasPeople();
                case PILOT -> outlook.isPiloted();
                case LOCK -> false;
            };
        }
    }

    /** Shows the steps of a study; it is hidden again where there are none to show. */
    public FirstSteps of(Study study) {
        removeAll();
        Optional<StudyStart.Outlook> outlook = start.of(study);
        setVisible(outlook.isPresent());
        outlook.ifPresent(found -> show(study, found));
        return this;
    }

    private void show(Study study, StudyStart.Outlook outlook) {
        Step next = Arrays.stream(Step.values())
                .filter(step -> !step.isDone(outlook))
                .findFirst()
                .orElse(Step.LOCK);
        OrderedList list = new OrderedList();
        for (Step step : Step.values()) {
            list.add(item(step, step == next, outlook));
        }
        Div buttons = new Div(way(next, true, study));
        if (next == Step.PILOT) {
            buttons.add(way(Step.LOCK, false, study));
        }
        buttons.addClassName("life-actions");
        add(
                new H2(getTranslation("first.title")),
                list,
                new Paragraph(getTranslation("first.next." + next.word())),
                buttons);
    }

    private ListItem item(Step step, boolean next, StudyStart.Outlook outlook) {
        boolean done = step.isDone(outlook);
        Span mark = new Span(done ? "✓" : String.valueOf(step.ordinal() + 1));
        mark.addClassName("first-mark");
        mark.getElement().setAttribute("aria-hidden", "true");
        Span state = new Span(done ? getTranslation("first.done") : "");
        state.addClassName("visually-hidden");
        Span how = new Span(how(step, outlook));
        how.addClassName("figure-note");
        ListItem item = new ListItem(mark, new Div(new Span(getTranslation("first.step." + step.word())), state, how));
        item.setClassName("first-done", done);
        if (next) {
            item.getElement().setAttribute("aria-current", "step");
        }
        return item;
    }

    private String how(Step step, StudyStart.Outlook outlook) {
        return switch (step) {
            case IMPORT -> getTranslation("comparisons.all", outlook.comparisons());
            case DESIGN -> "";
            case PEOPLE ->
                outlook.fitNobody() > 0
                        ? getTranslation("life.lock.nobody", outlook.fitNobody())
                        : getTranslation("life.lock.people", outlook.canJudge());
            case PILOT -> outlook.pilot() == 0 ? "" : getTranslation("first.pilot", outlook.piloted(), outlook.pilot());
            case LOCK -> getTranslation("life.lock.votes", outlook.votes());
        };
    }

    private Component way(Step step, boolean primary, Study study) {
        return switch (step) {
            case IMPORT -> link("import/" + study.id(), step);
            case DESIGN -> link(PageOfStudy.DESIGN.address(study.id()), step);
            case PEOPLE -> link(PageOfStudy.PEOPLE.address(study.id()), step);
            case PILOT ->
                study.state() == Study.State.PILOT
                        ? new Span()
                        : button("life.pilot", primary, () -> acts.pilot(study, this, this::moved));
            case LOCK -> button("life.lock", primary, () -> acts.lock(study, this, this::moved));
        };
    }

    private Anchor link(String address, Step step) {
        Anchor link = new Anchor(address, getTranslation("first.open." + step.word()));
        link.addClassName("primary-link");
        return link;
    }

    private Button button(String key, boolean primary, Runnable open) {
        Button button = new Button(getTranslation(key), click -> open.run());
        if (primary) {
            button.addThemeVariants(ButtonVariant.PRIMARY);
        }
        return button;
    }

    /** The page is entered anew, for most of it looks otherwise now. */
    private void moved(Study study) {
        UI.getCurrent().getPage().reload();
    }
}
