package org.careloop.web.annotation;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.run.Message;

/** The question, whole; earlier turns fold away above it. */
final class PromptPanel extends Section {
    private static final long serialVersionUID = 1L;
    private static final int GLIMPSE = 80;

    PromptPanel() {
        addClassName("prompt");
    }

    void show(Pair pair) {
        removeAll();
        if (pair.language() != null) {
            getElement().setAttribute("lang", pair.language());
        }
        List<Message> turns = pair.prompt();
        H2 heading = new H2(getTranslation("annotate.question"));
        heading.addClassName("visually-hidden");
        add(heading);
        if (turns.size() > 1) {
            add(earlier(turns.subList(0, turns.size() - 1)));
        }
        Div question = new Div(turns.getLast().content());
        question.addClassName("prompt-text");
        question.setId("prompt");
        add(question);
    }

    private NativeDetails earlier(List<Message> turns) {
        Span summary = new Span(getTranslation("annotate.earlier", turns.size()) + " · ");
        Span glimpse = new Span(glimpse(turns.getFirst().content()));
        glimpse.addClassName("glimpse");
        Div conversation = new Div();
        conversation.addClassName("earlier-turns");
        for (Message turn : turns) {
            Span speaker =
                    new Span(getTranslation("annotate.speaker." + turn.role().label()));
            speaker.addClassName("speaker");
            Div words = new Div(turn.content());
            words.addClassName("words");
            conversation.add(speaker, words);
        }
        NativeDetails details = new NativeDetails();
        details.setSummary(summary, glimpse);
        details.setContent(conversation);
        return details;
    }

    private static String glimpse(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= GLIMPSE ? line : line.substring(0, GLIMPSE).stripTrailing() + "…";
    }
}
