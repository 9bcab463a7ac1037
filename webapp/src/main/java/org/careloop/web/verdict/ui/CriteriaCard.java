package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.NativeDetails;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.web.shell.Explained;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictReport.Section;

/** The verdict overall and by criterion, each interval drawn on the same scale. */
class CriteriaCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    CriteriaCard(VerdictReport report) {
        super(report);
        Map<String, Section> rows = new LinkedHashMap<>();
        rows.put(words.of("verdict-report.overall"), report.overall());
        report.criteria().forEach(section -> rows.put(words.criterion(section.name()), section));
        String criterion = words.of("verdict-report.criterion");
        add(
                new Explained(words.of("verdict-report.criteria"), words.of("verdict-report.criteria.explained")),
                RateTable.drawn(this, criterion, rows),
                new NativeDetails(words.of("verdict-report.counts.each"), RateTable.counted(this, criterion, rows)));
    }
}
