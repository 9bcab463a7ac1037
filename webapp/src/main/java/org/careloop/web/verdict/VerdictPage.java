package org.careloop.web.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.careloop.web.shell.Language;
import org.careloop.web.verdict.VerdictReport.Decision;
import org.careloop.web.verdict.VerdictReport.Section;

/** A verdict as a page of its own that prints: one file, all styles in it, no script, nothing that is fetched. */
public final class VerdictPage {
    private final VerdictReport report;
    private final Language language;
    private final VerdictWords words;
    private final VerdictTables tables;
    private final Html page = new Html();

    private VerdictPage(VerdictReport report, Language language) {
        this.report = report;
        this.language = language;
        this.words = new VerdictWords(language);
        this.tables = new VerdictTables(report, words, page);
    }

    /** The HTML of a report in one language. */
    public static String of(VerdictReport report, Language language) {
        VerdictPage page = new VerdictPage(report, language);
        page.write();
        return page.page.toString();
    }

    private void write() {
        String title = words.of("verdict-report.title", report.candidate(), report.rival());
        page.raw("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                        .formatted(language.htmlTag()))
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .element("title", title)
                .raw("<style>\n" + styles() + "</style>\n</head>\n<body>\n<main>\n")
                .element("h1", title);
        opening();
        overall();
        test();
        predicted();
        new JudgeTables(report, words, page).write();
        tables.safety();
        tables.criteria();
        tables.somethingElse();
        tables.overturn();
        tables.strengths();
        tables.groups();
        tables.losses();
        tables.annotators();
        method();
        page.raw("</main>\n</body>\n</html>\n");
    }

    private static String styles() {
        try (InputStream in = Objects.requireNonNull(VerdictPage.class.getResourceAsStream("page.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void opening() {
        Section overall = report.overall();
        page.element(
                "p class=\"quiet\"",
                words.of(
                        "verdict-report.opening",
                        report.study(),
                        words.voters(report),
                        overall.votes(),
                        (long) overall.prompts(),
                        words.moment(report.at())));
        if (report.scripts() > 0) {
            page.element(
                    "p class=\"scripts\"", words.scripted(report) + " " + words.of("verdict-report.scripts.meaning"));
        }
        String level = words.level(report.terms().alpha());
        String margin = words.level(report.terms().margin());
        VerdictReport.Planned planned = report.planned();
        page.element(
                "p class=\"quiet\"",
                planned == null
                        ? words.of("verdict.unplanned", level, margin)
                        : words.of("verdict.planned", words.moment(planned.at()), planned.by(), level, margin));
    }

    private void overall() {
        Section overall = report.overall();
        boolean warned = report.decision() == Decision.LESS_SAFE || report.decision() == Decision.BETTER_SAFETY_OPEN;
        String decision = "verdict-report.decision." + report.decision().name().toLowerCase(Locale.ROOT);
        page.raw("<section%s>\n".formatted(warned ? " class=\"warn\"" : ""))
                .element("p class=\"decision%s\"".formatted(warned ? " warn" : ""), words.of(decision))
                .element("p", words.of(decision + ".text"))
                .raw("<p>" + figure(overall))
                .raw(Html.escaped(words.of(
                                "verdict-report.net",
                                words.level(1 - report.terms().alpha()),
                                words.interval(overall.netWinRate())))
                        + "</p>\n");
        bar(overall);
        page.element(
                        "p class=\"quiet\"",
                        words.of(
                                "verdict-report.counts",
                                overall.good(),
                                overall.same(),
                                overall.bad(),
                                overall.votes(),
                                overall.bothBad(),
                                words.p(overall.signTest())))
                .element(
                        "p class=\"quiet\"",
                        words.of("verdict-report.speaks."
                                + overall.netWinRate().clusters().name().toLowerCase(Locale.ROOT)));
        Double effect = report.power().effect();
        page.element(
                        "p class=\"quiet\"",
                        effect == null
                                ? words.of("verdict-report.power.none", (long)
                                        report.power().prompts())
                                : words.of(
                                        "verdict-report.power",
                                        (long) report.power().prompts(),
                                        words.decimal(100 * effect, 0)))
                .raw("</section>\n");
    }

    /** Of few votes no digit is given. */
    private String figure(Section overall) {
        return overall.netWinRate().interval() == null
                ? ""
                : "<span class=\"figure\">%s</span>"
                        .formatted(Html.escaped(words.of("verdict-report.points", words.value(overall.netWinRate()))));
    }

    private void bar(Section of) {
        page.raw("<div class=\"bar\" aria-hidden=\"true\">");
        List<String> names = List.of("better", "same", "both-bad", "worse");
        long[] counts = {of.good(), of.same() - of.bothBad(), of.bothBad(), of.bad()};
        for (int i = 0; i < counts.length; i++) {
            double share = (double) counts[i] / of.votes();
            page.raw("<span class=\"%s\" style=\"flex:%s\">"
                            .formatted(names.get(i), String.format(Locale.ROOT, "%.4f", Math.max(share, .001))))
                    .raw(Html.escaped(words.partOfBar(names.get(i), share)))
                    .raw("</span>");
        }
        page.raw("</div>\n");
    }

    private void test() {
        VerdictReport.Test test = report.test();
        Integer reached = test.reachedAt();
        page.raw("<section>\n")
                .element("h2", words.of("verdict-report.test"))
                .element(
                        "p",
                        words.of(
                                "verdict-report.test.e",
                                words.evidence(test.e()),
                                words.decimal(test.threshold(), 0),
                                (long) test.prompts()))
                .element(
                        "p",
                        reached == null
                                ? words.of("verdict-report.test.not-reached", words.evidence(test.highest()))
                                : words.of("verdict-report.test.reached", (long) reached))
                .element(
                        "p",
                        words.of(
                                "verdict-report.test.interval",
                                words.level(1 - report.terms().alpha()),
                                words.interval(test.interval())));
        evidence(test);
        VerdictReport.VotesNeeded needed = report.votesNeeded();
        if (reached == null) {
            page.element(
                    "p",
                    needed == null
                            ? words.of("verdict-report.needed.none")
                            : words.of("verdict-report.needed", (long) needed.prompts(), needed.votes()));
        }
        page.raw("</section>\n");
    }

    /** The evidence drawn, what it counts, and its price. */
    private void evidence(VerdictReport.Test test) {
        page.raw(EvidenceDrawing.of(test))
                .element("p class=\"quiet\"", words.of("verdict-report.test.drawn", words.decimal(test.threshold(), 0)))
                .element(
                        "p class=\"quiet\"",
                        words.of("verdict-report.test.prefix", (long) test.prompts(), (long) test.complete(), (long)
                                test.all()))
                .element(
                        "p class=\"quiet\"",
                        words.of("verdict-report.test.order."
                                + test.order().name().toLowerCase(Locale.ROOT)))
                .element(
                        "p class=\"quiet\"", words.of("verdict-report.test.price", words.decimal(test.threshold(), 0)));
    }

    private void predicted() {
        PredictedRate predicted = report.predicted();
        if (predicted == null) {
            return;
        }
        Boolean guided = predicted.guided();
        String origin = guided == null ? "unknown" : guided ? "guided" : "apart";
        page.raw("<section>\n")
                .element("h2", words.of("verdict-report.predicted"))
                .element(
                        "p",
                        words.of(
                                "verdict-report.predicted.text",
                                words.points(predicted.value()),
                                words.interval(predicted.interval()),
                                words.level(1 - report.terms().alpha()),
                                (long) predicted.judged(),
                                (long) predicted.others(),
                                predicted.rewardModel()))
                .element(
                        Boolean.FALSE.equals(guided) ? "p class=\"quiet\"" : "p class=\"decision warn\"",
                        words.of("verdict-report.predicted." + origin, predicted.rewardModel()))
                .element(
                        "p class=\"quiet\"",
                        words.of("verdict-report.predicted.explained", words.decimal(predicted.trust(), 2)));
        if (predicted.unscored() > 0) {
            page.element(
                    "p class=\"quiet\"", words.of("verdict-report.predicted.unscored", (long) predicted.unscored()));
        }
        page.raw("</section>\n");
    }

    private void method() {
        page.raw("<section class=\"long\">\n")
                .element("h2", words.of("verdict-report.method"))
                .element(
                        "p",
                        words.of(
                                "verdict-report.method.text",
                                words.level(report.terms().alpha()),
                                words.level(report.terms().margin()),
                                String.valueOf(report.terms().seed())));
        report.leftOut().forEach((reason, count) -> page.element("p class=\"quiet\"", words.leftOut(reason, count)));
        if (report.data().identical() > 0) {
            page.element("p", words.of("verdict-report.identical", report.data().identical()));
        }
        page.element("p", words.of("verdict-report.data", report.data().judgements()))
                .element("code", "SHA-256 " + report.data().sha256())
                .raw("</section>\n");
    }
}
