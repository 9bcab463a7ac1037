package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.FactTable;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictReport.Section;

/** Whether length, style, side, language or subject make the verdict, and not the model. */
class ElseCard extends ReportCard {
    private static final long serialVersionUID = 1L;
    private static final int MOST_TAGS = 3;

    ElseCard(VerdictReport report) {
        super(report);
        VerdictReport.Adjusted adjusted = report.adjusted();
        add(
                new Explained(words.of("verdict-report.else"), words.of("verdict-report.else.explained")),
                text(
                        adjusted.with().value() == null
                                ? "else.undefined"
                                : adjusted.changes() ? "else.changes" : "else.same"));
        FactTable table = new FactTable(
                words.of("verdict-report.else"),
                List.of("", words.of("verdict-report.n.net"), words.of("verdict-report.n.votes")));
        table.addRow(
                new Span(words.of("verdict-report.else.without")),
                rate(adjusted.without()),
                count(report.overall().votes()));
        table.addRow(
                new Span(words.of("verdict-report.else.with")),
                rate(adjusted.with()),
                count(report.overall().votes()));
        report.sides().forEach(side -> row(table, words.of("verdict-report.side." + side.name()), side));
        report.languages().forEach(language -> row(table, words.language(language.name()), language));
        report.tags().stream()
                .limit(MOST_TAGS)
                .forEach(tag -> row(table, words.of("verdict-report.tagged", tag.name()), tag));
        add(table, new NativeDetails(words.of("verdict-report.else.covariate"), covariates()));
    }

    private void row(FactTable table, String name, Section section) {
        table.addRow(new Span(name), rate(section.netWinRate()), count(section.votes()));
    }

    private FactTable covariates() {
        FactTable table = new FactTable(
                words.of("verdict-report.else.covariate"),
                List.of(words.of("verdict-report.else.covariate"), words.of("verdict-report.n.coefficient")));
        report.adjusted()
                .covariates()
                .forEach(covariate -> table.addRow(
                        new Span(words.of("verdict-report.covariate." + covariate.name())),
                        logOdds(covariate.coefficient())));
        return table;
    }
}
