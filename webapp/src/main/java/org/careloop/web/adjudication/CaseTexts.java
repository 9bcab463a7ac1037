package org.careloop.web.adjudication;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import org.careloop.run.Message;
import org.careloop.web.shell.SafeMarkdown;

/** The question with its earlier turns, and the responses side by side, alike in everything but their letter. */
class CaseTexts extends Div {
    private static final long serialVersionUID = 1L;

    CaseTexts(Case shown) {
        addClassName("case");
        if (shown.language() != null) {
            getElement().setAttribute("lang", shown.language());
        }
        Section prompt = new Section(new H2(getTranslation("annotate.question")));
        prompt.addClassNames("card", "case-prompt");
        for (Message turn : shown.prompt()) {
            if (shown.prompt().size() > 1) {
                Span speaker = new Span(
                        getTranslation("annotate.speaker." + turn.role().label()));
                speaker.addClassName("quiet");
                prompt.add(speaker);
            }
            boolean byModel = turn.role() == Message.Role.ASSISTANT;
            Component words = byModel ? new Markdown(SafeMarkdown.of(turn.content())) : new Div(turn.content());
            words.addClassName(byModel ? "response-text" : "case-words");
            words.getElement().setAttribute("dir", "auto");
            prompt.add(words);
        }
        Div responses = new Div();
        responses.addClassName("case-responses");
        responses.setClassName("case-many", shown.isRanking());
        for (int place = 0; place < shown.responses().size(); place++) {
            Markdown text = new Markdown(SafeMarkdown.of(shown.responses().get(place)));
            text.addClassName("response-text");
            text.getElement().setAttribute("dir", "auto");
            Section response = new Section(
                    new H2(getTranslation("annotate.response", getTranslation("annotate.letter." + place))), text);
            response.addClassName("card");
            responses.add(response);
        }
        add(prompt, responses);
    }
}
