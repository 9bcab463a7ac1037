package org.careloop.web.comparison.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.shell.SafeMarkdown;
import org.jspecify.annotations.Nullable;

/**
 * A question with its earlier turns, and the responses side by side, alike in everything but what they are called; or a text
 * that is rated.
 */
public class ComparisonTexts extends Div {
    private static final long serialVersionUID = 1L;

    /**
     * The texts of a comparison.
     *
     * @param prompt empty for a text that is rated
     * @param responses the one at the left first
     * @param names what each response is called
     */
    public ComparisonTexts(
            List<Message> prompt, List<String> responses, List<String> names, @Nullable String language) {
        addClassName("case");
        if (language != null) {
            getElement().setAttribute("lang", language);
        }
        if (!prompt.isEmpty()) {
            add(question(prompt));
        }
        add(side(responses, names));
    }

    private Section question(List<Message> prompt) {
        Section question = new Section(new H2(getTranslation("annotate.question")));
        question.addClassNames("card", "case-prompt");
        for (Message turn : prompt) {
            if (prompt.size() > 1) {
                Span speaker = new Span(
                        getTranslation("annotate.speaker." + turn.role().label()));
                speaker.addClassName("quiet");
                question.add(speaker);
            }
            boolean byModel = turn.role() == Message.Role.ASSISTANT;
            Component words = byModel ? new Markdown(SafeMarkdown.of(turn.content())) : new Div(turn.content());
            words.addClassName(byModel ? "response-text" : "case-words");
            words.getElement().setAttribute("dir", "auto");
            question.add(words);
        }
        return question;
    }

    private static Div side(List<String> responses, List<String> names) {
        Div side = new Div();
        side.addClassName("case-responses");
        side.setClassName("case-many", responses.size() > 2);
        side.setClassName("case-one", responses.size() == 1);
        for (int place = 0; place < responses.size(); place++) {
            Markdown text = new Markdown(SafeMarkdown.of(responses.get(place)));
            text.addClassName("response-text");
            text.getElement().setAttribute("dir", "auto");
            Section response = new Section(new H2(names.get(place)), text);
            response.addClassName("card");
            side.add(response);
        }
        return side;
    }
}
