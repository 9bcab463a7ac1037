package org.careloop.web.comparison.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import java.io.Serializable;
import org.careloop.run.BadInput;
import org.careloop.web.annotation.PrivacyService;
import org.careloop.web.comparison.ComparisonRecord;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Problem;

/** The open reports for privacy of a comparison, for the lead to decide on with its texts in view. */
class PrivacyDecision extends Div {
    private static final long serialVersionUID = 1L;

    private final TextArea why = new TextArea(getTranslation("adjudication.reason"));
    private final Problem problem = new Problem();

    /** Stores what a lead decided. */
    @FunctionalInterface
    interface Settling extends Serializable {
        /** @throws BadInput when it cannot be stored */
        void settle(boolean release, String why);
    }

    PrivacyDecision(ComparisonRecord comparison, Settling settling) {
        addClassNames("card", "privacy-decision");
        Figures figures = new Figures(this);
        UnorderedList reports = new UnorderedList();
        for (ComparisonRecord.Report report : comparison.openReports()) {
            String said = getTranslation("comparison.reported", report.who(), figures.moment(report.at()));
            reports.add(new ListItem(
                    report.why().isBlank() ? said : getTranslation("comparison.reported.why", said, report.why())));
        }
        why.setMaxLength(PrivacyService.LONGEST_REASON);
        why.setWidthFull();
        Div acts = new Div(
                button("adjudication.privacy.release", true, settling),
                button("adjudication.privacy.keep", false, settling));
        acts.addClassName("life-actions");
        add(
                new H2(getTranslation("adjudication.privacy")),
                new Paragraph(getTranslation("comparison.privacy.meaning")),
                reports,
                why,
                problem,
                acts);
    }

    private Div button(String key, boolean release, Settling settling) {
        Button button = new Button(getTranslation(key), click -> {
            try {
                problem.clear();
                settling.settle(release, why.getValue());
            } catch (BadInput e) {
                problem.show(e);
            }
        });
        Paragraph meaning = new Paragraph(getTranslation(key + ".meaning"));
        meaning.addClassName("figure-note");
        return new Div(button, meaning);
    }
}
