package org.careloop.web.annotation;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import org.jspecify.annotations.Nullable;

/** The two responses, alike in everything but their letter: columns where there is room, pages to swipe where not. */
final class ResponsePanels extends Div {
    private static final long serialVersionUID = 1L;

    private final Markdown left = new Markdown();
    private final Markdown right = new Markdown();
    private final Section leftPanel = panel("left", left);
    private final Section rightPanel = panel("right", right);

    ResponsePanels() {
        addClassName("responses");
        Div tabs = new Div(tab("left"), tab("right"));
        tabs.addClassName("response-tabs");
        Div pages = new Div(leftPanel, rightPanel);
        pages.addClassName("response-pages");
        // On a narrow screen it scrolls sideways, which has to work from the keyboard too.
        pages.getElement().setAttribute("tabindex", "0");
        pages.getElement().setAttribute("role", "group");
        pages.getElement().setAttribute("aria-label", getTranslation("annotate.responses"));
        add(tabs, pages);
    }

    void show(Pair pair) {
        left.setContent(SafeMarkdown.of(pair.left()));
        right.setContent(SafeMarkdown.of(pair.right()));
        language(leftPanel, pair.language());
        language(rightPanel, pair.language());
    }

    private static void language(Section panel, @Nullable String language) {
        if (language == null) {
            panel.getElement().removeAttribute("lang");
        } else {
            panel.getElement().setAttribute("lang", language);
        }
    }

    private Section panel(String side, Markdown text) {
        String letter = getTranslation("annotate.letter." + side);
        Span mark = new Span(letter);
        mark.addClassName("letter");
        mark.getElement().setAttribute("aria-hidden", "true");
        H2 heading = new H2(getTranslation("annotate.response", letter));
        heading.addClassName("visually-hidden");
        text.setId(side);
        text.addClassName("response-text");
        Section panel = new Section(mark, heading, text);
        panel.addClassName("response");
        panel.getElement().setAttribute("data-side", side);
        return panel;
    }

    private NativeButton tab(String side) {
        NativeButton tab =
                new NativeButton(getTranslation("annotate.response", getTranslation("annotate.letter." + side)));
        tab.getElement().setAttribute("type", "button");
        tab.getElement().setAttribute("data-tab", side);
        tab.getElement().setAttribute("aria-pressed", Boolean.toString(side.equals("left")));
        return tab;
    }
}
