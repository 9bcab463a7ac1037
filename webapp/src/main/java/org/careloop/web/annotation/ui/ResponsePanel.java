package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.markdown.Markdown;
import org.careloop.web.shell.SafeMarkdown;
import org.jspecify.annotations.Nullable;

/** One response, with its letter, its flags and, where somebody writes one, a better text; or a text to be rated. */
final class ResponsePanel extends Section {
    private static final long serialVersionUID = 1L;

    private final Markdown text = new Markdown();
    private final Div tools = new Div();

    /** @param alone whether it is a text to be rated, which needs no letter */
    ResponsePanel(int index, boolean alone) {
        addClassName("response");
        String number = Integer.toString(index);
        String letter = getTranslation("annotate.letter." + index);
        Span mark = new Span(letter);
        mark.addClassName("letter");
        mark.getElement().setAttribute("aria-hidden", "true");
        Div head = new Div(mark);
        head.addClassName("response-head");
        head.setVisible(!alone);
        H2 heading = new H2(getTranslation(alone ? "annotate.text" : "annotate.response", letter));
        heading.addClassName("visually-hidden");
        heading.setId("response-" + index);
        getElement().setAttribute("aria-labelledby", "response-" + index);
        text.addClassName("response-text");
        text.getElement().setAttribute("dir", "auto");
        UnorderedList flags = new UnorderedList();
        flags.addClassName("flag-chips");
        flags.getElement().setAttribute("hidden", true);
        flags.getElement()
                .setAttribute(
                        "aria-label", getTranslation(alone ? "annotate.flags.text" : "annotate.flags.of", letter));
        tools.addClassName("response-tools");
        tools.add(
                tool("annotate.flag.this", alone ? ".text" : ".of", letter, "flag", number),
                tool("annotate.correct.this", ".of", letter, "correct", number));
        add(head, heading, text, flags, correction(letter, number), tools);
    }

    private KeyButton tool(String label, String spoken, String letter, String means, String value) {
        KeyButton button = new KeyButton(getTranslation(label), "minor").means(means, value);
        button.getElement().setAttribute("aria-label", getTranslation(label + spoken, letter));
        return button;
    }

    private Div correction(String letter, String number) {
        Div box = new Div(
                new TextBox(getTranslation("annotate.correct.text", letter), ""),
                new KeyButton(getTranslation("annotate.correct.drop"), "link-button").means("drop", number));
        box.addClassName("correction");
        box.getElement().setAttribute("hidden", true);
        return box;
    }

    void show(String response, @Nullable String language, ScreenRules rules) {
        text.setContent(SafeMarkdown.of(response));
        if (SafeMarkdown.isReadable(response)) {
            text.getElement().removeAttribute("data-written");
        } else {
            text.getElement().setAttribute("data-written", response);
        }
        if (language == null) {
            text.getElement().removeAttribute("lang");
        } else {
            text.getElement().setAttribute("lang", language);
        }
        tools.getElement().getChild(0).setVisible(!rules.flags().isEmpty());
        tools.getElement().getChild(1).setVisible(rules.corrections());
    }
}
