package org.careloop.web.dataset.imports.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.imports.ImportCheck;
import org.careloop.web.shell.SafeMarkdown;

/** The first comparisons of an import, each folded: the question, and the responses as a clinician reads them. */
class FirstComparisons extends Div {
    private static final long serialVersionUID = 1L;
    private static final int SUMMARY = 80;

    FirstComparisons(List<ImportCheck.Shown> comparisons) {
        addClassName("first-comparisons");
        comparisons.forEach(each -> add(folded(each)));
    }

    private NativeDetails folded(ImportCheck.Shown shown) {
        NativeDetails details = new NativeDetails();
        boolean text = shown.prompt().isEmpty();
        details.setSummaryText(shorten(
                text ? shown.responses().getFirst() : shown.prompt().getLast().content()));
        Div content = new Div();
        if (!text) {
            content.add(new H3(getTranslation("annotate.question")));
        }
        for (Message turn : shown.prompt()) {
            if (shown.prompt().size() > 1) {
                Span speaker = new Span(
                        getTranslation("annotate.speaker." + turn.role().label()));
                speaker.addClassName("quiet");
                content.add(speaker);
            }
            content.add(turn.role() == Message.Role.ASSISTANT ? markdown(turn.content()) : words(turn.content()));
        }
        for (int place = 0; place < shown.responses().size(); place++) {
            content.add(
                    new H3(
                            text
                                    ? getTranslation("annotate.text")
                                    : getTranslation("annotate.response", getTranslation("annotate.letter." + place))),
                    markdown(shown.responses().get(place)));
        }
        details.setContent(content);
        return details;
    }

    private static Component words(String text) {
        Div words = new Div(text);
        words.addClassName("case-words");
        words.getElement().setAttribute("dir", "auto");
        return words;
    }

    private static Component markdown(String text) {
        Markdown markdown = new Markdown(SafeMarkdown.of(text));
        markdown.addClassName("response-text");
        markdown.getElement().setAttribute("dir", "auto");
        return markdown;
    }

    private static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SUMMARY
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SUMMARY - 1)) + "…";
    }
}
