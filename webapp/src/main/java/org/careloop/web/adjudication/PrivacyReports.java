package org.careloop.web.adjudication;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.List;
import org.careloop.web.annotation.PrivacyReport;
import org.careloop.web.annotation.PrivacyService;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.StudyId;

/** Comparisons that were reported for privacy, for the lead to release or keep out. Empty when there are none. */
class PrivacyReports extends Div {
    private static final long serialVersionUID = 1L;

    private final StudyId study;
    private final transient PrivacyService service;

    PrivacyReports(StudyId study, PrivacyService service) {
        this.study = study;
        this.service = service;
        addClassName("card");
        show();
    }

    private void show() {
        removeAll();
        List<PrivacyReport> reports = service.open(study);
        setVisible(!reports.isEmpty());
        Figures figures = new Figures(this);
        FactTable table = new FactTable(
                getTranslation("adjudication.privacy"),
                List.of(
                        getTranslation("adjudication.comparison"),
                        getTranslation("adjudication.why"),
                        getTranslation("adjudication.person"),
                        getTranslation("adjudication.when"),
                        ""));
        for (PrivacyReport report : reports) {
            table.addRow(
                    new Span(report.externalId()),
                    new Span(report.why()),
                    new Span(report.reportedBy()),
                    new Span(figures.moment(report.reportedAt())),
                    new Div(
                            new Button(getTranslation("adjudication.privacy.release"), click -> ask(report, true)),
                            new Button(getTranslation("adjudication.privacy.keep"), click -> ask(report, false))));
        }
        add(
                new H2(getTranslation("adjudication.privacy")),
                new Paragraph(getTranslation("adjudication.privacy.meaning")),
                table);
    }

    private void ask(PrivacyReport report, boolean release) {
        String key = release ? "adjudication.privacy.release" : "adjudication.privacy.keep";
        TextArea why = new TextArea(getTranslation("adjudication.reason"));
        why.setWidthFull();
        new ActDialog(
                        "%s: %s".formatted(getTranslation(key), report.externalId()),
                        getTranslation(key + ".meaning"),
                        getTranslation(key),
                        () -> settle(report, release, why.getValue()),
                        why)
                .open();
    }

    private void settle(PrivacyReport report, boolean release, String why) {
        if (release) {
            service.release(report.comparison(), why);
        } else {
            service.keepOut(report.comparison(), why);
        }
        show();
    }
}
