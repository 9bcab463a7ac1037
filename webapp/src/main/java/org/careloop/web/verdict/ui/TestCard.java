package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.careloop.web.series.Curve;
import org.careloop.web.shell.Explained;
import org.careloop.web.verdict.VerdictReport;

/** The test that may be looked at every day: how the evidence grew prompt by prompt, and what it takes. */
class TestCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    TestCard(VerdictReport report) {
        super(report);
        VerdictReport.Test test = report.test();
        Integer reached = test.reachedAt();
        Span value = new Span(words.of("verdict-report.test.now", words.evidence(test.e())));
        value.addClassName("figure-value");
        Span doubt = new Span(words.of("verdict-report.test.against", words.decimal(test.threshold(), 0)));
        doubt.addClassName("figure-doubt");
        Div side = new Div(
                new Div(value, doubt),
                reached == null
                        ? text("test.not-reached", words.evidence(test.highest()))
                        : text("test.reached", (long) reached));
        if (reached == null) {
            side.add(needed());
        }
        side.add(
                text("test.interval", words.level(1 - report.terms().alpha()), words.interval(test.interval())),
                note("test.prefix", (long) test.prompts(), (long) test.complete(), (long) test.all()),
                note("test.order." + test.order().name().toLowerCase(Locale.ROOT)),
                note("test.price", words.decimal(test.threshold(), 0)),
                note("test.bet"));
        side.addClassName("verdict-words");
        Div both = new Div(side, drawn(test));
        both.addClassName("chart-row");
        add(new Explained(words.of("verdict-report.test"), words.of("verdict-report.test.explained")), both);
    }

    private Component needed() {
        VerdictReport.VotesNeeded needed = report.votesNeeded();
        return needed == null ? text("needed.none") : text("needed", (long) needed.prompts(), needed.votes());
    }

    private Div drawn(VerdictReport.Test test) {
        Div drawn = new Div();
        if (test.path().length == 0) {
            return drawn;
        }
        Curve curve = new Curve(words.of(
                "verdict-report.test.curve",
                (long) test.path().length,
                words.evidence(test.e()),
                words.decimal(test.threshold(), 0)));
        double[] prompts =
                IntStream.rangeClosed(1, test.path().length).asDoubleStream().toArray();
        curve.show(
                new Curve.Frame(
                        words.of("verdict-report.test.step"), false, test.threshold(), true, false, null, false),
                List.of(Curve.Line.of("", prompts, test.path())));
        curve.addClassName("verdict-curve");
        drawn.add(curve, note("test.drawn", words.decimal(test.threshold(), 0)));
        return drawn;
    }
}
