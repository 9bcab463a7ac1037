package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/**
 * The scores of a text, a row of 0 to 5 each, and what those of the marked row mean; the browser keeps what was answered.
 */
final class ScoreRows extends Div {
    private static final long serialVersionUID = 1L;

    ScoreRows() {
        addClassNames("criteria", "scores");
    }

    void show(List<ScreenRules.Scored> rows) {
        removeAll();
        setVisible(!rows.isEmpty());
        rows.forEach(row -> add(row(row)));
        Paragraph anchors = new Paragraph();
        anchors.addClassName("score-anchors");
        add(anchors);
    }

    private Div row(ScreenRules.Scored asked) {
        Span name = new Span(asked.label());
        name.addClassName("criterion-name");
        name.getElement().setAttribute("aria-hidden", "true");
        if (asked.required()) {
            name.add(" *");
        }
        Div choices = new Div();
        choices.addClassName("criterion-choices");
        for (int score = 0; score < asked.anchors().size(); score++) {
            choices.add(choice(asked, score));
        }
        Div row = new Div(name, choices);
        row.addClassNames("criterion", "score-row");
        row.getElement().setAttribute("data-score", asked.key());
        row.getElement().setAttribute("role", "group");
        row.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation(
                                asked.required() ? "annotate.criterion.required" : "annotate.criterion.may",
                                asked.label()));
        return row;
    }

    private static KeyButton choice(ScreenRules.Scored asked, int score) {
        String number = Integer.toString(score);
        String anchor = asked.anchors().get(score);
        KeyButton button = new KeyButton(number).means("value", number).toggles();
        button.getElement().setAttribute("title", anchor);
        button.getElement().setAttribute("aria-label", "%s: %s, %s".formatted(asked.label(), number, anchor));
        return button;
    }
}
