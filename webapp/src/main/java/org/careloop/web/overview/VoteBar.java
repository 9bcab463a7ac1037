package org.careloop.web.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.interval.Interval;
import org.careloop.run.Verdict;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Proportion;

/**
 * The distribution of verdicts on two responses as stacked bars, overall and for each criterion; below each bar the number
 * of votes, and each share with Wilson's interval. Of few votes no bar is drawn. A table has the same numbers for screen
 * readers.
 */
class VoteBar extends Div {
    private static final long serialVersionUID = 1L;
    private static final int SMALLEST_LABEL_PERCENT = 9;

    private final Figures figures = new Figures(this);
    private final Div bars = new Div();
    private final FactTable table;

    VoteBar() {
        addClassName("vote-bar");
        bars.addClassName("vote-rows");
        bars.getElement().setAttribute("aria-hidden", "true");
        Div words = new Div();
        words.addClassName("vote-words");
        for (Verdict verdict : Verdict.values()) {
            Span word = new Span(key(verdict), new Span(name(verdict)));
            word.addClassName("vote-word");
            words.add(word);
        }
        words.getElement().setAttribute("aria-hidden", "true");
        table = new FactTable(
                getTranslation("study.votes"),
                List.of(
                        getTranslation("overview.votes.of"),
                        getTranslation("annotator.n"),
                        name(Verdict.A),
                        name(Verdict.SAME),
                        name(Verdict.B),
                        name(Verdict.BOTH_BAD)));
        Div hidden = new Div(table);
        hidden.addClassName("visually-hidden");
        add(bars, words, hidden);
    }

    /** Adds a bar; nothing is shown where there are no votes. */
    void add(String label, long[] verdicts) {
        int total = Math.toIntExact(Arrays.stream(verdicts).sum());
        if (total == 0) {
            return;
        }
        Component[] cells = new Component[Verdict.values().length + 2];
        cells[0] = new Span(label);
        cells[1] = new Span(figures.count(total));
        if (total < Proportion.ENOUGH) {
            Arrays.setAll(cells, i -> i < 2 ? cells[i] : new Span(getTranslation("figure.few")));
            Span few = new Span(getTranslation("figure.few.n", total));
            few.addClassName("quiet");
            bars.add(new Span(label), few);
        } else {
            Div bar = new Div();
            bar.addClassName("vote-parts");
            Div doubt = new Div();
            doubt.addClassName("vote-doubt");
            for (Verdict verdict : Verdict.values()) {
                Proportion share = new Proportion(Math.toIntExact(verdicts[verdict.ordinal()]), total);
                bar.add(part(verdict, share));
                doubt.add(inWords(verdict, share));
                cells[verdict.ordinal() + 2] = new Span(inWords(share));
            }
            doubt.add(new Span(getTranslation("figure.n", total)));
            bars.add(new Span(label), bar, doubt);
        }
        table.addRow(cells);
    }

    private Div part(Verdict verdict, Proportion share) {
        boolean wide = 100L * share.hits() >= (long) SMALLEST_LABEL_PERCENT * share.of();
        Div part = new Div(wide ? figures.percent(share.value()) : "");
        part.addClassName(style(verdict));
        part.getStyle().set("flex-grow", String.valueOf(share.hits()));
        part.setVisible(share.hits() > 0);
        return part;
    }

    private Span inWords(Verdict verdict, Proportion share) {
        Span words = new Span(key(verdict), new Span(inWords(share)));
        words.setVisible(share.hits() > 0);
        return words;
    }

    private String inWords(Proportion share) {
        Interval interval = share.interval();
        return getTranslation(
                "figure.share",
                figures.percent(share.value()),
                figures.interval(interval.getLowerBound(), interval.getUpperBound()));
    }

    private static Span key(Verdict verdict) {
        Span key = new Span();
        key.addClassNames("vote-key", style(verdict));
        return key;
    }

    private String name(Verdict verdict) {
        return getTranslation("study.votes." + word(verdict));
    }

    private static String style(Verdict verdict) {
        return "vote-" + word(verdict);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case A -> "first";
            case SAME -> "same";
            case B -> "second";
            case BOTH_BAD -> "bothbad";
        };
    }
}
