package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import org.careloop.web.annotation.DayProgress;

/** One line at the top: which study, how the day stands, the size of the text, help. */
final class AnnotateHeader extends Header {
    private static final long serialVersionUID = 1L;
    private static final int WHOLE = 100;

    private final H1 study = new H1();
    private final Span text = new Span();
    private final Span briefly = new Span();
    private final Div bar = new Div();
    private final KeyButton guidelines = tool("annotate.guidelines", "g");

    AnnotateHeader(Component... corner) {
        addClassName("annotate-header");
        study.getElement().setAttribute("dir", "auto");
        text.addClassName("progress-text");
        text.setId("progress");
        bar.addClassName("progress-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        bar.add(new Div());
        KeyButton smaller = tool("annotate.text.smaller", "-");
        KeyButton larger = tool("annotate.text.larger", "+");
        smaller.getElement().setAttribute("aria-label", getTranslation("annotate.text.smaller.of"));
        larger.getElement().setAttribute("aria-label", getTranslation("annotate.text.larger.of"));
        Div sizes = new Div(smaller, larger);
        sizes.addClassName("text-sizes");
        KeyButton keys = tool("annotate.keys", "?");
        keys.addComponentAsFirst(Keys.cap("?"));
        keys.addClassName("keys-button");
        briefly.addClassName("progress-brief");
        Div progress = new Div(text, briefly, bar);
        progress.addClassName("progress");
        Div tools = new Div(sizes, guidelines, keys);
        tools.add(corner);
        tools.addClassName("tools");
        add(study, progress, tools);
    }

    private KeyButton tool(String label, String key) {
        KeyButton button = new KeyButton(getTranslation(label), "tool").means("key", key);
        button.getElement().setAttribute("aria-keyshortcuts", key);
        return button;
    }

    void show(String studyName, boolean hasGuidelines) {
        study.setText(studyName);
        guidelines.setVisible(hasGuidelines);
    }

    /**
     * How many are judged today, of the session's goal where there is one, else of what waits too.
     *
     * @param goal judgements that a session aims at; 0 for none
     */
    void progress(DayProgress progress, int goal) {
        int waiting = progress.waiting();
        String said = goal > 0
                ? getTranslation(
                        progress.today() > goal ? "annotate.progress.goal-reached" : "annotate.progress.goal",
                        progress.today(),
                        goal)
                : getTranslation(
                        waiting >= DayProgress.COUNTED ? "annotate.progress.many" : "annotate.progress",
                        progress.today(),
                        waiting);
        text.setText(said);
        int all = Math.max(progress.today(), goal > 0 ? goal : progress.today() + waiting);
        briefly.setText(getTranslation("annotate.progress.brief", progress.today(), all));
        int percent = all == 0 ? WHOLE : Math.min(WHOLE, WHOLE * progress.today() / all);
        bar.getElement().getChild(0).getStyle().set("width", percent + "%");
    }
}
