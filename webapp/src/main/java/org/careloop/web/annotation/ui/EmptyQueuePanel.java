package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.RouterLink;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.careloop.web.annotation.DayProgress;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.shell.EmptyState;

/** Nothing to judge: why, when more comes, what was done today, and where to go from here. */
final class EmptyQueuePanel extends Div {
    private static final long serialVersionUID = 1L;

    EmptyQueuePanel(NextPair.Nothing nothing, DayProgress progress, ZoneId zone, Runnable lookAgain) {
        addClassName("empty-queue");
        String key = "annotate.empty."
                + switch (nothing.reason()) {
                    case NO_STUDY -> "no-study";
                    case NOT_FOR_ME -> "not-for-me";
                    case OTHER_STUDY -> "other-study";
                    case WITH_COLLEAGUES -> "with-colleagues";
                    case ALL_DONE -> "all-done";
                };
        String when = nothing.mayComeBackAt()
                .map(at -> DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(getLocale())
                        .format(at.atZone(zone)))
                .orElse("");
        Paragraph today = new Paragraph(getTranslation(
                "annotate.empty.today", progress.today(), ActiveTime.inWords(progress.activeToday(), this)));
        today.addClassName("today");
        Div wayOn = new Div();
        if (nothing.reason() == NextPair.Reason.OTHER_STUDY) {
            RouterLink choose = new RouterLink(getTranslation("start.choose"), StartView.class);
            choose.addClassName("primary-link");
            wayOn.add(choose);
        }
        wayOn.add(
                new Button(getTranslation("annotate.empty.again"), click -> lookAgain.run()),
                new RouterLink(getTranslation("annotate.empty.work"), MyWorkView.class));
        wayOn.addClassName("way-on");
        add(new EmptyState(getTranslation(key + ".title"), getTranslation(key + ".text", when), today, wayOn));
    }
}
