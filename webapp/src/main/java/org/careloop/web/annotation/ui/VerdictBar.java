package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.RevisionReason;
import org.jspecify.annotations.Nullable;

/**
 * The bar at the bottom of the window where the answer is given. It has its own row in the page, so that it covers no
 * text.
 *
 * <p>Its buttons carry their meaning as data attributes; the browser gathers the answer and sends it as one message.
 */
final class VerdictBar extends Footer {
    private static final long serialVersionUID = 1L;
    private static final int REST_AFTER_MINUTES = 45;

    private final Div message = new Div();
    private final ChangeRow change = new ChangeRow();
    private final AskPanels asks = new AskPanels();
    private final CriteriaRows criteria = new CriteriaRows();
    private final ScoreRows scores = new ScoreRows();
    private final RankingBoard ranking = new RankingBoard();
    private final VerdictButtons verdicts = new VerdictButtons();
    private final Div work = new Div();
    private final Div steady = new Div();
    private final Span lastSaid = new Span();
    private final Div last =
            new Div(lastSaid, new KeyButton(getTranslation("annotate.last.change"), "link-button").means("key", "z"));
    private transient @Nullable ScreenRules drawn;

    VerdictBar() {
        addClassName("verdict-bar");
        message.addClassName("bar-message");
        message.getElement().setAttribute("role", "alert");
        last.addClassName("last");
        work.addClassName("bar-work");
        steady.addClassName("bar-steady");
        Div said = new Div(message, note());
        said.addClassName("bar-said");
        steady.add(said, verdicts, aside());
        work.add(criteria, scores, ranking, steady);
        add(restHint(), change, asks, reasonRow(), work);
        say("");
    }

    private Div restHint() {
        Div hint = new Div(
                new Span(getTranslation("annotate.rest", REST_AFTER_MINUTES)),
                new KeyButton(getTranslation("annotate.rest.done"), "link-button").means("rested", ""));
        hint.addClassName("rest-hint");
        hint.getElement().setAttribute("data-minutes", Integer.toString(REST_AFTER_MINUTES));
        hint.getElement().setAttribute("hidden", true);
        hint.getElement().setAttribute("role", "status");
        return hint;
    }

    private static Paragraph note() {
        Paragraph note = new Paragraph();
        note.addClassName("bar-note");
        note.getElement().setAttribute("hidden", true);
        note.getElement().setAttribute("role", "alert");
        return note;
    }

    private Div reasonRow() {
        Paragraph tooLong = new Paragraph();
        tooLong.addClassName("length-note");
        Div row = new Div(
                new TextBox(getTranslation("annotate.reason"), getTranslation("annotate.reason.hint")), tooLong);
        row.addClassName("reason-row");
        row.getElement().setAttribute("hidden", true);
        return row;
    }

    private Div aside() {
        Div also = new Div(
                minor("r", "annotate.key.reason"),
                minor("f", "annotate.key.flag"),
                minor("d", "annotate.key.differences", "pairs-only").toggles(),
                minor("s", "annotate.key.skip"),
                minor("z", "annotate.key.back", "back"));
        also.addClassName("also");
        Span swipe = new Span(getTranslation("annotate.swipe"));
        swipe.addClassName("swipe-hint");
        Span draftState = new Span();
        draftState.addClassName("draft-state");
        draftState.getElement().setAttribute("role", "status");
        Div state =
                new Div(swipe, minor("l", "annotate.key.linked", "scrolls-only").toggles(), draftState, last);
        state.addClassName("bar-state");
        Div aside = new Div(also, state);
        aside.addClassName("bar-aside");
        return aside;
    }

    private KeyButton minor(String key, String label, String... classes) {
        KeyButton button =
                new KeyButton(getTranslation(label), classes).means("key", key).key(key);
        button.addClassName("minor");
        return button;
    }

    /** Shows the buttons that this pair is asked about with. */
    void show(ScreenRules rules, Pair pair) {
        change.setVisible(false);
        if (rules.equals(drawn)) {
            return;
        }
        drawn = rules;
        criteria.show(pair.isPair() ? pair.design().criteria() : List.of());
        scores.show(rules.scores());
        ranking.show(rules.responses());
        verdicts.show(rules);
        asks.show(rules.responses(), rules.flags());
    }

    /** Shows the bar for changing an earlier judgement. */
    void showChange(String said, RevisionReason likely) {
        change.show(said, likely);
    }

    /** Shows what is missing before a verdict can be stored; an empty text takes it away. */
    void say(String text) {
        message.setText(text);
        message.setVisible(!text.isEmpty());
    }

    /** The person's last answer in words; empty when there is none. */
    void showLast(String said) {
        last.setVisible(!said.isEmpty());
        lastSaid.setText(said.isEmpty() ? "" : getTranslation("annotate.last", said));
    }
}
