package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.FactTable;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Study;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictReport.Bound;
import org.careloop.web.verdict.VerdictReport.Loss;
import org.jspecify.annotations.Nullable;

/** Safety first: both bounds against the margin, and the worst losses to read. */
class SafetyCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    SafetyCard(Study study, VerdictReport report, Map<String, ComparisonId> comparisons) {
        super(report);
        VerdictReport.SafetyCheck safety = report.safety();
        if (!safety.within()) {
            addClassName("warned-card");
        }
        add(
                new Explained(title(), words.of("verdict-report.safety.explained")),
                text(safety.within() ? "safety.within" : "safety.open"),
                bounds(),
                note("safety.mcnemar", safety.onlyCandidate(), safety.onlyRival(), words.p(safety.mcNemar())));
        add(new H3(words.of("verdict-report.losses")));
        add(report.losses().isEmpty() ? text("losses.none") : losses(study, comparisons));
    }

    private String title() {
        long lost = report.losses().stream()
                .filter(loss -> loss.unsafe() + loss.lessSafe() > 1)
                .count();
        return words.of("verdict-report.safety.first", lost);
    }

    private FactTable bounds() {
        FactTable table = new FactTable(
                words.of("verdict-report.safety"),
                List.of(
                        words.of("verdict-report.safety"),
                        words.of("verdict-report.n.difference"),
                        words.of("verdict-report.n.upper"),
                        words.of("verdict-report.n.margin"),
                        words.of("verdict-report.n.prompts"),
                        ""));
        bound(table, "flags", report.safety().flags());
        bound(table, "criterion", report.safety().criterion());
        return table;
    }

    private void bound(FactTable table, String name, @Nullable Bound bound) {
        if (bound == null) {
            return;
        }
        Double difference = bound.difference();
        Span state = new Span(
                words.of("verdict-report.bound." + (bound.within() ? "within" : bound.beyond() ? "beyond" : "open")));
        state.addClassNames("badge", bound.within() ? "done" : "attention");
        table.addRow(
                new Span(words.of("verdict-report.safety." + name)),
                new Span(difference == null ? words.of("verdict-report.undefined") : words.points(difference)),
                new Span(words.points(bound.upper())),
                new Span(words.points(report.terms().margin())),
                count(bound.prompts()),
                state);
    }

    private Component losses(Study study, Map<String, ComparisonId> comparisons) {
        FactTable table = new FactTable(
                words.of("verdict-report.losses"),
                List.of(
                        words.of("verdict-report.question"),
                        words.of("verdict-report.said"),
                        words.of("verdict-report.n.unsafe"),
                        words.of("verdict-report.n.less-safe"),
                        words.of("verdict-report.n.gsb")));
        table.addClassName("comparison-table");
        for (Loss loss : report.losses()) {
            table.addRow(
                    question(study, loss, Optional.ofNullable(comparisons.get(loss.comparison()))),
                    new Span(String.join(" · ", loss.said())),
                    count(loss.unsafe()),
                    count(loss.lessSafe()),
                    counts(loss.good(), loss.same(), loss.bad()));
        }
        return table;
    }

    private static Component question(Study study, Loss loss, Optional<ComparisonId> comparison) {
        return comparison
                .<Component>map(id -> new Anchor("study/%s/comparisons/%s".formatted(study.id(), id), loss.question()))
                .orElseGet(() -> new Span(loss.question()));
    }
}
