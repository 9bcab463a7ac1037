package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.careloop.web.shell.Notice;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictReport.Rate;
import org.careloop.web.verdict.VerdictReport.Section;

/** What is decided, the net win rate with its interval, and how the votes divide. */
class OverallCard extends ReportCard {
    private static final long serialVersionUID = 1L;

    OverallCard(VerdictReport report) {
        super(report);
        Section overall = report.overall();
        Div figure = figure(overall.netWinRate());
        H2 decision = new H2(word());
        decision.addClassNames("badge", tone());
        Div head = new Div(figure, decision);
        head.addClassName("verdict-head");
        String speaks = overall.netWinRate().clusters().name().toLowerCase(Locale.ROOT);
        add(head);
        if (report.scripts() > 0) {
            add(new Notice(words.scripted(report), words.of("verdict-report.scripts.meaning")));
        }
        add(
                text(key() + ".text"),
                bar(overall),
                note(
                        "counts",
                        overall.good(),
                        overall.same(),
                        overall.bad(),
                        overall.votes(),
                        overall.bothBad(),
                        words.p(overall.signTest())),
                note("speaks." + speaks),
                power());
        if (report.data().identical() > 0) {
            add(note("identical", report.data().identical()));
        }
    }

    /** Of few votes no digit is given. */
    private Div figure(Rate netWinRate) {
        boolean few = netWinRate.interval() == null;
        Span value = new Span(
                few ? getTranslation("figure.few") : words.of("verdict-report.points", words.value(netWinRate)));
        value.addClassName("figure-value");
        Div figure = new Div(value);
        if (!few) {
            String level = words.level(1 - report.terms().alpha());
            Span doubt = new Span(words.of("verdict-report.net", level, words.interval(netWinRate)));
            doubt.addClassName("figure-doubt");
            figure.add(doubt);
        }
        return figure;
    }

    private String key() {
        return "decision." + report.decision().name().toLowerCase(Locale.ROOT);
    }

    private String word() {
        return words.of("verdict-report." + key());
    }

    private String tone() {
        return switch (report.decision()) {
            case BETTER -> "done";
            case NOT_SHOWN -> "quiet";
            case LESS_SAFE, BETTER_SAFETY_OPEN, WORSE -> "attention";
        };
    }

    private Component power() {
        VerdictReport.Power power = report.power();
        Double effect = power.effect();
        return effect == null
                ? note("power.none", (long) power.prompts())
                : note("power", (long) power.prompts(), words.decimal(100 * effect, 0));
    }

    /** Votes that find both bad prefer neither, and are drawn by themselves between the same and the worse. */
    private Component bar(Section overall) {
        Div bar = new Div();
        bar.addClassNames("vote-parts", "gsb-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        part(bar, "vote-first", "better", overall.good(), overall.votes());
        part(bar, "vote-same", "same", overall.same() - overall.bothBad(), overall.votes());
        part(bar, "vote-bothbad", "both-bad", overall.bothBad(), overall.votes());
        part(bar, "vote-second", "worse", overall.bad(), overall.votes());
        return bar;
    }

    private void part(Div bar, String style, String name, long votes, long of) {
        if (votes == 0) {
            return;
        }
        double share = (double) votes / of;
        Div part = new Div(new Span(words.partOfBar(name, share)));
        part.getElement().setAttribute("data-whole", words.of("verdict-report.bar." + name, words.percent(share)));
        part.getStyle().set("--share", String.format(Locale.ROOT, "%.4f", share));
        part.addClassName(style);
        part.getStyle().set("flex-grow", String.valueOf(votes));
        bar.add(part);
    }
}
