package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.careloop.web.shell.FactTable;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictReport.Section;

/** The verdict by language, tag and specialty, and the votes of each person. */
class PartsCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    PartsCard(VerdictReport report) {
        super(report);
        add(new H2(words.of("verdict-report.parts")));
        part("languages", report.languages(), words::language);
        part("tags", report.tags(), name -> name);
        part("specialties", report.specialties(), name -> name);
        add(new NativeDetails(words.of("verdict-report.annotators"), annotators()));
    }

    private void part(String key, List<Section> sections, UnaryOperator<String> name) {
        if (sections.isEmpty()) {
            return;
        }
        Map<String, Section> rows = new LinkedHashMap<>();
        sections.forEach(section -> rows.put(name.apply(section.name()), section));
        String heading = words.of("verdict-report." + key);
        add(new NativeDetails(heading, RateTable.counted(this, heading, rows)));
    }

    private FactTable annotators() {
        FactTable table = new FactTable(
                words.of("verdict-report.annotators"),
                List.of(
                        words.of("verdict-report.account"),
                        words.of("verdict-report.n.gsb"),
                        words.of("verdict-report.n.both-bad"),
                        words.of("verdict-report.n.unsafe"),
                        words.of("verdict-report.n.rival-unsafe")));
        report.annotators()
                .forEach(person -> table.addRow(
                        new Span(words.account(person)),
                        counts(person.good(), person.same(), person.bad()),
                        count(person.bothBad()),
                        count(person.unsafe()),
                        count(person.rivalUnsafe())));
        return table;
    }
}
