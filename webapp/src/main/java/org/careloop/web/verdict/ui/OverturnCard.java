package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.OptionalInt;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.FactTable;
import org.careloop.web.statistics.Overturn;
import org.careloop.web.verdict.VerdictReport;

/** How few votes or people would have to be gone for another decision. */
class OverturnCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    OverturnCard(VerdictReport report) {
        super(report);
        Overturn overturn = report.overturn();
        FactTable table = new FactTable(
                words.of("verdict-report.overturn"),
                List.of("", words.of("verdict-report.n.votes"), words.of("verdict-report.n.annotators")));
        table.addRow(
                new Span(words.of("verdict-report.overturn.decision")),
                range(overturn.votes()),
                range(overturn.annotators()));
        table.addRow(
                new Span(words.of("verdict-report.overturn.lead")),
                count(overturn.leadVotes()),
                count(overturn.leadAnnotators()));
        add(new Explained(words.of("verdict-report.overturn"), words.of("verdict-report.overturn.explained")), table);
    }

    private Span range(Overturn.Range range) {
        OptionalInt most = range.atMost();
        if (range.isExact()) {
            return count(range.atLeast());
        }
        return new Span(
                most.isPresent()
                        ? words.of("verdict-report.between", (long) range.atLeast(), (long) most.getAsInt())
                        : words.of("verdict-report.not-by-removal"));
    }
}
