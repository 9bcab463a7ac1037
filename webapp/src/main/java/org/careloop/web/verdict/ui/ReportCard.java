package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Language;
import org.careloop.web.statistics.Interval;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictReport.Rate;
import org.careloop.web.verdict.VerdictWords;
import org.jspecify.annotations.Nullable;

/** A part of a verdict's report, in the words that its printed page has too. */
abstract class ReportCard extends Div {
    private static final long serialVersionUID = 1L;

    final transient VerdictReport report;
    final transient VerdictWords words;
    final Figures figures = new Figures(this);

    ReportCard(VerdictReport report) {
        this.report = report;
        Locale locale = Locale.forLanguageTag(getTranslation("figure.locale"));
        this.words = new VerdictWords(Language.of(locale));
        addClassName("card");
    }

    /** A paragraph of the report. */
    final Paragraph text(String key, Object... given) {
        return new Paragraph(words.of("verdict-report." + key, given));
    }

    /** A paragraph that explains. */
    final Paragraph note(String key, Object... given) {
        Paragraph note = text(key, given);
        note.addClassName("figure-note");
        return note;
    }

    /** A rate in points with its interval beside it, or that there is too little to say. */
    final Span rate(Rate rate) {
        Interval interval = rate.interval();
        return estimate(words.value(rate), interval == null ? null : words.interval(interval));
    }

    /** The same for a figure in log-odds. */
    final Span logOdds(Rate rate) {
        Double value = rate.value();
        Interval interval = rate.interval();
        return estimate(
                value == null ? words.of("verdict-report.undefined") : words.signed(value, 2),
                interval == null
                        ? null
                        : words.of(
                                "verdict-report.from-to",
                                words.signed(interval.low(), 2),
                                words.signed(interval.high(), 2)));
    }

    private Span estimate(String value, @Nullable String interval) {
        Span estimate = new Span();
        estimate.addClassName("estimate");
        if (interval == null) {
            estimate.setText(getTranslation("figure.few"));
        } else {
            Span doubt = new Span(interval);
            doubt.addClassName("figure-doubt");
            estimate.add(new Span(value), doubt);
        }
        return estimate;
    }

    final Span count(long number) {
        return new Span(figures.count(number));
    }

    /** Good, same and bad votes. */
    final Span counts(long good, long same, long bad) {
        return new Span("%s / %s / %s".formatted(figures.count(good), figures.count(same), figures.count(bad)));
    }
}
