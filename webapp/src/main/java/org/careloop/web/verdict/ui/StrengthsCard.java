package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.web.shell.FactTable;
import org.careloop.web.verdict.VerdictReport;

/** All models of a study that has more than two, the strongest first. */
class StrengthsCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    StrengthsCard(VerdictReport report) {
        super(report);
        FactTable table = new FactTable(
                words.of("verdict-report.strengths"),
                List.of(
                        words.of("verdict-report.model"),
                        words.of("verdict-report.n.strength"),
                        words.of("verdict-report.n.votes"),
                        words.of("verdict-report.n.both-bad")));
        report.strengths()
                .forEach(each -> table.addRow(
                        new Span(each.model()), logOdds(each.strength()), count(each.votes()), count(each.bothBad())));
        add(new H2(words.of("verdict-report.strengths")), note("strengths.text"), table);
    }
}
