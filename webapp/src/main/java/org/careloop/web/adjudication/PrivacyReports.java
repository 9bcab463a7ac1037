package org.careloop.web.adjudication;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.web.annotation.PrivacyReport;
import org.careloop.web.comparison.Addresses;
import org.careloop.web.comparison.ComparisonFilter;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.StudyId;

/** Comparisons that were reported for privacy. Each leads to its texts, where the lead decides. Hidden when there are none. */
class PrivacyReports extends Div {
    private static final long serialVersionUID = 1L;
    private static final ComparisonFilter REPORTED = ComparisonFilter.of(ComparisonFilter.Trait.PRIVACY);

    PrivacyReports(StudyId study, List<PrivacyReport> reports) {
        addClassName("card");
        setVisible(!reports.isEmpty());
        Figures figures = new Figures(this);
        FactTable table = new FactTable(
                getTranslation("adjudication.privacy"),
                List.of(
                        getTranslation("adjudication.comparison"),
                        getTranslation("adjudication.why"),
                        getTranslation("adjudication.person"),
                        getTranslation("adjudication.when")));
        for (PrivacyReport report : reports) {
            table.addRow(
                    new Anchor(Addresses.of(study, report.comparison(), REPORTED), report.externalId()),
                    new Span(report.why()),
                    new Span(report.reportedBy()),
                    new Span(figures.moment(report.reportedAt())));
        }
        add(
                new H2(getTranslation("adjudication.privacy")),
                new Paragraph(getTranslation("adjudication.privacy.meaning") + " "
                        + getTranslation("adjudication.privacy.open")),
                table);
    }
}
