package org.careloop.web.study;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.careloop.web.shell.Figures;

/** What the votes say as one bar of parts, with the same in words below. */
class VoteBar extends Div {
    private static final long serialVersionUID = 1L;

    VoteBar(StudyOverview.Votes votes) {
        addClassName("vote-bar");
        Figures figures = new Figures(this);
        Div bar = new Div();
        bar.addClassName("vote-parts");
        Div words = new Div();
        words.addClassName("vote-words");
        part(bar, words, "first", votes.first(), votes.total(), figures);
        part(bar, words, "same", votes.same(), votes.total(), figures);
        part(bar, words, "second", votes.second(), votes.total(), figures);
        part(bar, words, "bothbad", votes.bothBad(), votes.total(), figures);
        bar.getElement().setAttribute("aria-hidden", "true");
        add(bar, words);
    }

    private void part(Div bar, Div words, String name, long count, long total, Figures figures) {
        String percent = figures.percent((double) count / total);
        Div part = new Div();
        part.setText(100 * count >= 8 * total ? percent : "");
        part.addClassName("vote-" + name);
        part.getStyle().set("flex-grow", String.valueOf(count));
        part.setVisible(count > 0);
        bar.add(part);
        Div line = new Div();
        line.addClassName("vote-word");
        Span key = new Span();
        key.addClassNames("vote-key", "vote-" + name);
        Span figure = new Span("%s · %s".formatted(percent, figures.count(count)));
        figure.addClassName("vote-figure");
        line.add(key, new Span(getTranslation("study.votes." + name)), figure);
        words.add(line);
    }
}
