package org.careloop.web.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.Verdict;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;

/**
 * The distribution of verdicts as stacked bars, overall and for each criterion; a table of the same numbers for screen
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
            Span key = new Span();
            key.addClassNames("vote-key", style(verdict));
            Span word = new Span(key, new Span(name(verdict)));
            word.addClassName("vote-word");
            words.add(word);
        }
        words.getElement().setAttribute("aria-hidden", "true");
        table = new FactTable(
                getTranslation("study.votes"),
                List.of(
                        getTranslation("overview.votes.of"),
                        name(Verdict.A),
                        name(Verdict.SAME),
                        name(Verdict.B),
                        name(Verdict.BOTH_BAD)));
        Div hidden = new Div(table);
        hidden.addClassName("visually-hidden");
        add(bars, words, hidden);
    }

    /** Adds a bar; nothing is drawn where there are no votes. */
    void add(String label, long[] verdicts) {
        long total = Arrays.stream(verdicts).sum();
        if (total == 0) {
            return;
        }
        Div bar = new Div();
        bar.addClassName("vote-parts");
        Span[] cells = new Span[Verdict.values().length + 1];
        cells[0] = new Span(label);
        for (Verdict verdict : Verdict.values()) {
            long count = verdicts[verdict.ordinal()];
            String percent = figures.percent((double) count / total);
            Div part = new Div(100 * count >= SMALLEST_LABEL_PERCENT * total ? percent : "");
            part.addClassName(style(verdict));
            part.getStyle().set("flex-grow", String.valueOf(count));
            part.setTitle("%s · %s".formatted(name(verdict), figures.count(count)));
            part.setVisible(count > 0);
            bar.add(part);
            cells[verdict.ordinal() + 1] = new Span("%s (%s)".formatted(percent, figures.count(count)));
        }
        bars.add(new Span(label), bar);
        table.addRow(cells);
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
