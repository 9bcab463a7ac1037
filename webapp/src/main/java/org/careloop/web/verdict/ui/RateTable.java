package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.web.agreement.ui.RangeBar;
import org.careloop.web.shell.FactTable;
import org.careloop.web.statistics.Interval;
import org.careloop.web.verdict.VerdictReport.Rate;
import org.careloop.web.verdict.VerdictReport.Section;

/** Net win rates of parts of the votes, one below the other, with their intervals drawn on one scale. */
final class RateTable {
    private static final List<Double> REACHES = List.of(.1, .2, .3, .5, .75);

    private final ReportCard card;
    private final FactTable table;
    private final double reach;

    /** @param counted whether good, same, bad and both bad have columns */
    private RateTable(ReportCard card, String caption, Map<String, Section> rows, boolean counted) {
        this.card = card;
        this.reach = reach(rows.values().stream());
        Stream<String> columns =
                Stream.of(caption, card.words.of("verdict-report.n.net"), "", card.words.of("verdict-report.n.votes"));
        Stream<String> counts =
                Stream.of(card.words.of("verdict-report.n.gsb"), card.words.of("verdict-report.n.both-bad"));
        this.table = new FactTable(
                caption, Stream.concat(columns, counted ? counts : Stream.of()).toList());
        table.addClassNames("ranges", "verdict-rates");
        rows.forEach((name, section) -> row(name, section, counted));
        if (rows.values().stream().anyMatch(section -> section.netWinRate().interval() != null)) {
            axis(counted);
        }
    }

    /** Names and intervals alone. */
    static FactTable drawn(ReportCard card, String caption, Map<String, Section> rows) {
        return new RateTable(card, caption, rows, false).table;
    }

    /** With how the votes divide. */
    static FactTable counted(ReportCard card, String caption, Map<String, Section> rows) {
        return new RateTable(card, caption, rows, true).table;
    }

    private void row(String name, Section section, boolean counted) {
        Rate rate = section.netWinRate();
        Double value = rate.value();
        Interval interval = rate.interval();
        Span label = new Span(name);
        Span net = card.rate(rate);
        Div bar = value == null || interval == null
                ? new Div()
                : new RangeBar(value, interval.low(), interval.high(), reach);
        Span n = card.count(section.votes());
        if (counted) {
            table.addRow(
                    label,
                    net,
                    bar,
                    n,
                    card.counts(section.good(), section.same(), section.bad()),
                    card.count(section.bothBad()));
        } else {
            table.addRow(label, net, bar, n);
        }
    }

    private void axis(boolean counted) {
        Div axis = new Div(
                new Span(card.words.signed(-100 * reach, 0)),
                new Span(card.figures.count(0)),
                new Span(card.words.signed(100 * reach, 0)));
        axis.addClassName("range-axis");
        axis.getElement().setAttribute("aria-hidden", "true");
        if (counted) {
            table.addRow(new Span(), new Span(), axis, new Span(), new Span(), new Span());
        } else {
            table.addRow(new Span(), new Span(), axis, new Span());
        }
    }

    /** The shortest scale that all intervals fit on. */
    private static double reach(Stream<Section> sections) {
        double widest = sections.map(section -> section.netWinRate().interval())
                .flatMap(Stream::ofNullable)
                .mapToDouble(interval -> Math.max(Math.abs(interval.low()), Math.abs(interval.high())))
                .max()
                .orElse(1);
        return REACHES.stream().filter(reach -> widest <= reach).findFirst().orElse(1.0);
    }
}
