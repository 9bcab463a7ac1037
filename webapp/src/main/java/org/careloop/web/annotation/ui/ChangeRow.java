package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import org.careloop.web.annotation.AnswerRules;
import org.careloop.web.annotation.RevisionReason;

/** What stands above the verdicts while an earlier judgement is in view: what was said, and why it changes. */
final class ChangeRow extends Div {
    private static final long serialVersionUID = 1L;

    private final Paragraph said = new Paragraph();
    private final Div reasons = new Div();
    private final Div note = new Div();

    ChangeRow() {
        addClassName("change-row");
        reasons.addClassName("change-reasons");
        reasons.getElement().setAttribute("role", "group");
        reasons.getElement().setAttribute("aria-label", getTranslation("annotate.revise.why"));
        note.addClassName("change-note");
        add(
                said,
                reasons,
                note,
                new KeyButton(getTranslation("annotate.revise.keep"), "link-button").means("key", "Escape"));
        setVisible(false);
    }

    /** Shows what was said; a likely reason is chosen already. */
    void show(String verdict, RevisionReason likely) {
        said.setText(getTranslation("annotate.revise.said", verdict));
        reasons.removeAll();
        for (RevisionReason reason : RevisionReason.values()) {
            KeyButton button = new KeyButton(getTranslation(reason.key()), "choice").means("why", reason.name());
            button.getElement().setAttribute("aria-pressed", Boolean.toString(reason == likely));
            reasons.add(button);
        }
        note.removeAll();
        Element field = new Element("input");
        field.setAttribute("id", "change-note");
        field.setAttribute("maxlength", Integer.toString(AnswerRules.LONGEST_NOTE));
        NativeLabel label = new NativeLabel(getTranslation("annotate.revise.note"));
        label.getElement().setAttribute("for", "change-note");
        note.add(label);
        note.getElement().appendChild(field);
        setVisible(true);
    }
}
