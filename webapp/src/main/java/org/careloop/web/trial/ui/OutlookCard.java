package org.careloop.web.trial.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import org.careloop.web.answers.UnseenPrompts;
import org.careloop.web.shell.Figures;
import org.careloop.web.trial.TrialOutlook;
import org.careloop.web.trial.VoteHabits;

/** What a trial will ask and can find, said before it begins. */
class OutlookCard extends Div {
    private static final long serialVersionUID = 1L;

    private final Figures figures = new Figures(this);
    private final Div content = new Div();

    OutlookCard() {
        addClassName("card");
        content.getElement().setAttribute("role", "status");
        content.addClassName("verdict-words");
        add(new H2(getTranslation("trial.outlook")), content);
    }

    void counting() {
        content.removeAll();
        content.add(text("trial.outlook.counting"));
    }

    void nothing() {
        content.removeAll();
        content.add(text("trial.outlook.fill"));
    }

    void show(TrialOutlook outlook) {
        content.removeAll();
        content.add(prompts(outlook), power(outlook), habits(outlook.habits()));
        UnseenPrompts prompts = outlook.prompts();
        content.add(note("trial.proof"));
        if (!prompts.untold().isEmpty()) {
            content.add(note("trial.untold", String.join(", ", prompts.untold())));
        }
        if (!prompts.examplesSeen().isEmpty()) {
            UnorderedList seen = new UnorderedList();
            prompts.examplesSeen().forEach(question -> seen.add(new ListItem(question)));
            content.add(new NativeDetails(getTranslation("trial.seen", prompts.seen()), seen));
        }
    }

    private Paragraph prompts(TrialOutlook outlook) {
        UnseenPrompts prompts = outlook.prompts();
        return text("trial.outlook.prompts", (long) outlook.asked(), prompts.all(), prompts.seen());
    }

    private Paragraph power(TrialOutlook outlook) {
        Paragraph power = text(
                "trial.outlook.power",
                (long) outlook.asked(),
                figures.measured(100 * outlook.effect()),
                figures.percent(outlook.power()));
        power.addClassName("notice-sentence");
        if (outlook.enough().isPresent()) {
            power.add(" "
                    + getTranslation(
                            "trial.outlook.enough", (long) outlook.enough().getAsInt()));
        }
        return power;
    }

    private Paragraph habits(VoteHabits habits) {
        return habits.votes() == 0
                ? note("trial.habits.usual", figures.percent(habits.ties()), figures.percent(habits.agreement()))
                : note(
                        "trial.habits",
                        habits.votes(),
                        figures.percent(habits.ties()),
                        figures.percent(habits.agreement()));
    }

    private Paragraph text(String key, Object... given) {
        return new Paragraph(getTranslation(key, given));
    }

    private Paragraph note(String key, Object... given) {
        Paragraph note = text(key, given);
        note.addClassName("figure-note");
        return note;
    }
}
