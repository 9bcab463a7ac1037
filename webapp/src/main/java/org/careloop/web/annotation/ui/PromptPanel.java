package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.annotation.FirstLine;
import org.careloop.web.annotation.Pair;
import org.careloop.web.shell.SafeMarkdown;

/** The question, whole; earlier turns fold away above it. What people wrote keeps its lines; what a model wrote is Markdown. */
final class PromptPanel extends Section {
    private static final long serialVersionUID = 1L;
    private static final int GLIMPSE = 80;

    private final Div before = new Div();
    private final Div question = new Div();

    PromptPanel() {
        addClassName("prompt");
        H2 heading = new H2(getTranslation("annotate.question"));
        heading.addClassName("visually-hidden");
        before.setVisible(false);
        question.addClassName("prompt-text");
        question.getElement().setAttribute("dir", "auto");
        question.setId("prompt");
        add(heading, before, question);
    }

    void show(Pair pair) {
        if (pair.language() == null) {
            getElement().removeAttribute("lang");
        } else {
            getElement().setAttribute("lang", pair.language());
        }
        List<Message> turns = pair.prompt();
        setVisible(!turns.isEmpty());
        if (turns.isEmpty()) {
            return;
        }
        showBefore(turns.subList(0, turns.size() - 1));
        question.setText(turns.getLast().content());
    }

    private void showBefore(List<Message> turns) {
        before.removeAll();
        before.setVisible(!turns.isEmpty());
        if (!turns.isEmpty()) {
            before.add(earlier(turns));
        }
    }

    private NativeDetails earlier(List<Message> turns) {
        Span summary = new Span(getTranslation("annotate.earlier", turns.size()));
        Span glimpse = new Span(FirstLine.of(turns.getFirst().content(), GLIMPSE));
        glimpse.addClassName("glimpse");
        glimpse.getElement().setAttribute("dir", "auto");
        Div conversation = new Div();
        conversation.addClassName("earlier-turns");
        for (Message turn : turns) {
            Span speaker =
                    new Span(getTranslation("annotate.speaker." + turn.role().label()));
            speaker.addClassName("speaker");
            conversation.add(speaker, words(turn));
        }
        NativeDetails details = new NativeDetails();
        details.setSummary(summary, glimpse);
        details.setContent(conversation);
        return details;
    }

    private static Component words(Message turn) {
        boolean byModel = turn.role() == Message.Role.ASSISTANT;
        Component words = byModel ? new Markdown(SafeMarkdown.of(turn.content())) : new Div(turn.content());
        words.addClassName(byModel ? "response-text" : "words");
        words.getElement().setAttribute("dir", "auto");
        return words;
    }
}
