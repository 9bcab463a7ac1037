package org.careloop.web.verdict;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.careloop.web.statistics.Interval;
import org.careloop.web.statistics.Overturn;
import org.careloop.web.verdict.VerdictReport.Bound;
import org.careloop.web.verdict.VerdictReport.Rate;
import org.careloop.web.verdict.VerdictReport.Section;
import org.jspecify.annotations.Nullable;

/** The tables of a printed verdict. A drawn interval stands beside the same numbers in words. */
final class VerdictTables {
    private final VerdictReport report;
    private final VerdictWords words;
    private final Html page;

    VerdictTables(VerdictReport report, VerdictWords words, Html page) {
        this.report = report;
        this.words = words;
        this.page = page;
    }

    private void open(String heading, boolean warned, boolean isLong) {
        page.raw("<section class=\"%s%s\">\n".formatted(warned ? "warn" : "", isLong ? " long" : ""))
                .element("h2", words.of(heading));
    }

    private void head(String... keys) {
        page.raw("<div class=\"scroll\"><table>\n<thead><tr>");
        for (String key : keys) {
            String number = key.startsWith("verdict-report.n.") ? " class=\"n\"" : "";
            page.element("th" + number, key.isEmpty() ? "" : words.of(key));
        }
        page.raw("</tr></thead>\n<tbody>\n");
    }

    private void close() {
        page.raw("</tbody></table></div>\n</section>\n");
    }

    void safety() {
        VerdictReport.SafetyCheck safety = report.safety();
        open("verdict-report.safety", !safety.within(), false);
        page.element("p", words.of(safety.within() ? "verdict-report.safety.within" : "verdict-report.safety.open"));
        head(
                "",
                "verdict-report.n.difference",
                "verdict-report.n.upper",
                "verdict-report.n.margin",
                "verdict-report.n.prompts");
        bound("verdict-report.safety.flags", safety.flags());
        bound("verdict-report.safety.criterion", safety.criterion());
        page.raw("</tbody></table></div>\n")
                .element(
                        "p class=\"quiet\"",
                        words.of(
                                "verdict-report.safety.mcnemar",
                                safety.onlyCandidate(),
                                safety.onlyRival(),
                                words.p(safety.mcNemar())))
                .raw("</section>\n");
    }

    private void bound(String name, @Nullable Bound bound) {
        if (bound == null) {
            return;
        }
        Double difference = bound.difference();
        cells(
                words.of(name),
                difference == null ? words.of("verdict-report.undefined") : words.points(difference),
                words.points(bound.upper()),
                words.points(report.terms().margin()),
                words.count(bound.prompts()));
    }

    /** A name and figures. */
    private void cells(String name, String... figures) {
        page.raw("<tr>").element("td", name);
        for (String figure : figures) {
            page.element("td class=\"n\"", figure);
        }
        page.raw("</tr>\n");
    }

    private String gsb(long good, long same, long bad) {
        return "%s / %s / %s".formatted(words.count(good), words.count(same), words.count(bad));
    }

    void criteria() {
        open("verdict-report.criteria", false, false);
        sections("verdict-report.criterion");
        drawn(words.of("verdict-report.overall"), report.overall());
        report.criteria().forEach(section -> drawn(words.criterion(section.name()), section));
        close();
    }

    private void sections(String name) {
        head(
                name,
                "verdict-report.n.net",
                "verdict-report.interval",
                "",
                "verdict-report.n.gsb",
                "verdict-report.n.both-bad");
    }

    private void drawn(String name, Section section) {
        page.raw("<tr>")
                .element("td", name)
                .element("td class=\"n\"", words.value(section.netWinRate()))
                .element("td class=\"quiet\"", words.interval(section.netWinRate()))
                .raw("<td>" + line(section.netWinRate()) + "</td>")
                .element("td class=\"n\"", gsb(section.good(), section.same(), section.bad()))
                .element("td class=\"n\"", words.count(section.bothBad()))
                .raw("</tr>\n");
    }

    /** An interval of -1 to 1 as a line with a dot, and a mark at 0. */
    private static String line(Rate rate) {
        Double value = rate.value();
        Interval interval = rate.interval();
        if (value == null || interval == null) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 200 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        + "<line x1=\"100\" x2=\"100\" y1=\"0\" y2=\"20\" stroke=\"#8a96a3\" stroke-width=\"1\"/>"
                        + "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"10\" y2=\"10\" stroke=\"#0b6e8f\" stroke-width=\"2\"/>"
                        + "<rect x=\"%.1f\" y=\"5\" width=\"4\" height=\"10\" fill=\"#0b6e8f\"/></svg>",
                place(interval.low()),
                place(interval.high()),
                place(value) - 2);
    }

    private static double place(double rate) {
        return 100 + 98 * Math.clamp(rate, -1, 1);
    }

    void somethingElse() {
        VerdictReport.Adjusted adjusted = report.adjusted();
        open("verdict-report.else", adjusted.changes(), false);
        page.element(
                "p",
                words.of(
                        adjusted.with().value() == null
                                ? "verdict-report.else.undefined"
                                : adjusted.changes() ? "verdict-report.else.changes" : "verdict-report.else.same"));
        head("", "verdict-report.n.net", "verdict-report.interval");
        rate(words.of("verdict-report.else.without"), adjusted.without());
        rate(words.of("verdict-report.else.with"), adjusted.with());
        report.sides().forEach(side -> rate(words.of("verdict-report.side." + side.name()), side.netWinRate()));
        page.raw("</tbody></table></div>\n");
        head("verdict-report.else.covariate", "verdict-report.n.coefficient", "verdict-report.interval");
        adjusted.covariates().forEach(covariate -> {
            logOdds(words.of("verdict-report.covariate." + covariate.name()), covariate.coefficient());
            page.raw("</tr>\n");
        });
        close();
    }

    /** The beginning of a row: a name and a figure in log-odds with its interval. */
    private void logOdds(String name, Rate rate) {
        Double value = rate.value();
        Interval interval = rate.interval();
        page.raw("<tr>")
                .element("td", name)
                .element(
                        "td class=\"n\"", value == null ? words.of("verdict-report.undefined") : words.signed(value, 2))
                .element(
                        "td class=\"quiet\"",
                        interval == null
                                ? words.of("figure.few")
                                : words.of(
                                        "verdict-report.from-to",
                                        words.signed(interval.low(), 2),
                                        words.signed(interval.high(), 2)));
    }

    private void rate(String name, Rate rate) {
        page.raw("<tr>")
                .element("td", name)
                .element("td class=\"n\"", words.value(rate))
                .element("td class=\"quiet\"", words.interval(rate))
                .raw("</tr>\n");
    }

    void overturn() {
        Overturn overturn = report.overturn();
        open("verdict-report.overturn", false, false);
        head("", "verdict-report.n.votes", "verdict-report.n.annotators");
        cells(words.of("verdict-report.overturn.decision"), range(overturn.votes()), range(overturn.annotators()));
        cells(
                words.of("verdict-report.overturn.lead"),
                words.count(overturn.leadVotes()),
                words.count(overturn.leadAnnotators()));
        close();
    }

    private String range(Overturn.Range range) {
        OptionalInt most = range.atMost();
        if (range.isExact()) {
            return words.count(range.atLeast());
        }
        return most.isPresent()
                ? words.of("verdict-report.between", (long) range.atLeast(), (long) most.getAsInt())
                : words.of("verdict-report.not-by-removal");
    }

    void strengths() {
        if (report.strengths().isEmpty()) {
            return;
        }
        open("verdict-report.strengths", false, false);
        page.element("p class=\"quiet\"", words.of("verdict-report.strengths.text"));
        head(
                "verdict-report.model",
                "verdict-report.n.strength",
                "verdict-report.interval",
                "verdict-report.n.votes",
                "verdict-report.n.both-bad");
        for (VerdictReport.Strength each : report.strengths()) {
            logOdds(each.model(), each.strength());
            page.element("td class=\"n\"", words.count(each.votes()))
                    .element("td class=\"n\"", words.count(each.bothBad()))
                    .raw("</tr>\n");
        }
        close();
    }

    void groups() {
        group("verdict-report.languages", report.languages(), true);
        group("verdict-report.tags", report.tags(), false);
        group("verdict-report.specialties", report.specialties(), false);
    }

    private void group(String heading, List<Section> sections, boolean languages) {
        if (sections.isEmpty()) {
            return;
        }
        open(heading, false, false);
        sections("");
        sections.forEach(section -> drawn(languages ? words.language(section.name()) : section.name(), section));
        close();
    }

    void losses() {
        open("verdict-report.losses", report.losses().stream().anyMatch(loss -> loss.unsafe() > 0), true);
        if (report.losses().isEmpty()) {
            page.element("p", words.of("verdict-report.losses.none")).raw("</section>\n");
            return;
        }
        head(
                "verdict-report.question",
                "verdict-report.said",
                "verdict-report.n.unsafe",
                "verdict-report.n.less-safe",
                "verdict-report.n.gsb");
        for (VerdictReport.Loss loss : report.losses()) {
            page.raw("<tr>")
                    .element("td", "%s (%s)".formatted(loss.question(), loss.comparison()))
                    .element("td", String.join(" · ", loss.said()))
                    .element("td class=\"n\"", words.count(loss.unsafe()))
                    .element("td class=\"n\"", words.count(loss.lessSafe()))
                    .element("td class=\"n\"", gsb(loss.good(), loss.same(), loss.bad()))
                    .raw("</tr>\n");
        }
        close();
    }

    void annotators() {
        open("verdict-report.annotators", false, true);
        head(
                "verdict-report.account",
                "verdict-report.n.gsb",
                "verdict-report.n.both-bad",
                "verdict-report.n.unsafe",
                "verdict-report.n.rival-unsafe");
        report.annotators()
                .forEach(person -> cells(
                        words.account(person),
                        gsb(person.good(), person.same(), person.bad()),
                        words.count(person.bothBad()),
                        words.count(person.unsafe()),
                        words.count(person.rivalUnsafe())));
        close();
    }
}
