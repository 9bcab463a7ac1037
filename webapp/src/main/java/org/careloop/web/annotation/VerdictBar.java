package org.careloop.web.annotation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The verdicts, at the bottom of the window. It takes its own place in the page, so that it hides no text.
 *
 * <p>A button carries its key in {@code data-key}; the browser turns a click, a touch and the key into the same event.
 */
final class VerdictBar extends Footer {
    private static final long serialVersionUID = 1L;

    private final Span draftState = new Span();
    private final TextArea rationale = new TextArea();
    private final Div reasonRow = new Div(rationale);
    private final Div changeRow = new Div();
    private final RadioButtonGroup<RevisionReason> why = new RadioButtonGroup<>();
    private final Paragraph said = new Paragraph();
    private final Div message = new Div();
    private final Div last = new Div();

    VerdictBar(Consumer<String> typed) {
        addClassName("verdict-bar");
        rationale.setLabel(getTranslation("annotate.reason"));
        rationale.setPlaceholder(getTranslation("annotate.reason.hint"));
        rationale.setValueChangeMode(ValueChangeMode.LAZY);
        rationale.setMaxLength(10_000);
        rationale.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                typed.accept(change.getValue());
            }
        });
        // The browser opens it, by key or for a draft.
        reasonRow.addClassNames("reason-row", "closed");
        why.setLabel(getTranslation("annotate.revise.why"));
        why.setItems(RevisionReason.values());
        why.setItemLabelGenerator(reason -> getTranslation(reason.key()));
        changeRow.add(said, why, button("Escape", "annotate.revise.keep", "link-button"));
        changeRow.addClassName("change-row");
        message.addClassName("bar-message");
        message.getElement().setAttribute("role", "alert");
        last.addClassName("last");
        draftState.addClassName("draft-state");
        draftState.getElement().setAttribute("aria-live", "polite");
        add(message, changeRow, reasonRow, row());
    }

    private Div row() {
        Div verdicts = new Div();
        verdicts.addClassName("verdicts");
        verdicts.getElement().setAttribute("role", "group");
        verdicts.getElement().setAttribute("aria-label", getTranslation("annotate.verdict"));
        int key = 1;
        for (SideVerdict verdict : SideVerdict.values()) {
            verdicts.add(button(Integer.toString(key++), label(verdict), "verdict"));
        }
        Div also = new Div(
                button("r", "annotate.key.reason", "minor"),
                button("s", "annotate.key.skip", "minor"),
                button("z", "annotate.key.back", "minor back"));
        also.addClassName("also");
        Div aside = new Div(also, new Div(draftState, last));
        aside.addClassName("bar-aside");
        Div row = new Div(verdicts, aside);
        row.addClassName("bar-row");
        return row;
    }

    private NativeButton button(String key, String label, String classes) {
        NativeButton button = new NativeButton();
        button.getElement().setAttribute("type", "button");
        button.getElement().setAttribute("data-key", key);
        button.addClassNames(classes.split(" "));
        Span name = new Span(getTranslation(label));
        button.add(name);
        if (key.length() == 1) {
            button.getElement().setAttribute("aria-keyshortcuts", key);
            button.add(Keys.cap(key));
        }
        return button;
    }

    /** Readies the bar for a new pair. */
    void forPair(String draft) {
        changeRow.setVisible(false);
        reason(draft);
    }

    /** Readies the bar for a change of an earlier verdict. */
    void forChange(LastJudgement judgement) {
        said.setText(getTranslation("annotate.revise.said", getTranslation(label(judgement.verdict()))));
        why.setValue(RevisionReason.SLIP);
        changeRow.setVisible(true);
        reason(judgement.pair().draft());
    }

    private void reason(String text) {
        rationale.setValue(text);
        draftState.setText("");
    }

    void draftSaved() {
        draftState.setText(getTranslation("annotate.draft.saved"));
    }

    /** What must be said before the next verdict; empty takes it away. */
    void say(String text) {
        message.setText(text);
        message.setVisible(!text.isEmpty());
    }

    void showLast(Optional<SideVerdict> verdict) {
        last.removeAll();
        verdict.ifPresent(said -> {
            Component change = button("z", "annotate.last.change", "link-button");
            change.getElement().removeAttribute("aria-keyshortcuts");
            last.add(new Span(getTranslation("annotate.last", getTranslation(label(said)))), change);
        });
    }

    String rationale() {
        return rationale.getValue();
    }

    RevisionReason revisionReason() {
        return List.of(RevisionReason.values()).contains(why.getValue()) ? why.getValue() : RevisionReason.SLIP;
    }

    static String label(SideVerdict verdict) {
        return switch (verdict) {
            case LEFT -> "annotate.verdict.left";
            case SAME -> "annotate.verdict.same";
            case RIGHT -> "annotate.verdict.right";
            case BOTH_BAD -> "annotate.verdict.both-bad";
        };
    }
}
