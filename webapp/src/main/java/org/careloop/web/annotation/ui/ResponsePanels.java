package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.ArrayList;
import java.util.List;
import org.careloop.web.annotation.Pair;

/** The responses, alike in everything but their letter: columns where there is room, pages to swipe where not. */
final class ResponsePanels extends Div {
    private static final long serialVersionUID = 1L;

    /** More tabs than these have no room for more than a letter. */
    private static final int MOST_WITH_WORDS = 3;

    private final Div tabs = new Div();
    private final Div pages = new Div();
    private final List<ResponsePanel> panels = new ArrayList<>();

    ResponsePanels() {
        addClassName("responses");
        tabs.addClassName("response-tabs");
        pages.addClassName("response-pages");
        pages.getElement().setAttribute("role", "group");
        pages.getElement().setAttribute("aria-label", getTranslation("annotate.responses"));
        // On a narrow screen it scrolls sideways, which has to work from the keyboard too.
        pages.getElement().setAttribute("tabindex", "0");
        add(tabs, pages);
    }

    void show(Pair pair, ScreenRules rules) {
        if (panels.size() != pair.responses().size()) {
            build(pair.responses().size());
        }
        for (int i = 0; i < panels.size(); i++) {
            panels.get(i).show(pair.responses().get(i), pair.language(), rules);
        }
    }

    private void build(int count) {
        panels.clear();
        tabs.removeAll();
        pages.removeAll();
        getElement().setAttribute("data-count", Integer.toString(count));
        for (int i = 0; i < count; i++) {
            ResponsePanel panel = new ResponsePanel(i, count == 1);
            panels.add(panel);
            pages.add(panel);
            tabs.add(tab(i, count));
        }
    }

    private NativeButton tab(int index, int count) {
        String letter = getTranslation("annotate.letter." + index);
        String response = getTranslation("annotate.response", letter);
        NativeButton tab = new NativeButton(count > MOST_WITH_WORDS ? letter : response);
        tab.getElement().setAttribute("aria-label", response);
        tab.getElement().setAttribute("type", "button");
        tab.getElement().setAttribute("aria-pressed", Boolean.toString(index == 0));
        return tab;
    }
}
