package org.careloop.web.adjudication;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.Json;

/** A row of rank buttons for each response. The browser handles the keys and sends all ranks at once. */
class RankRows extends Div {
    private static final long serialVersionUID = 1L;

    private final int responses;

    RankRows(int responses, String purpose, Consumer<List<Integer>> given) {
        this.responses = responses;
        addClassName("adjudicate-ranks");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", purpose);
        IntStream.range(0, responses).forEach(place -> add(row(place)));
        Span cap = new Span("↵");
        cap.addClassName("key");
        cap.getElement().setAttribute("aria-hidden", "true");
        NativeButton done = new NativeButton();
        done.add(new Span(getTranslation("annotate.ranking.done")), cap);
        done.getElement().setAttribute("type", "button");
        done.getElement().setAttribute("aria-keyshortcuts", "Enter");
        add(done);
        getElement()
                .addEventListener(
                        "ranked",
                        event -> given.accept(
                                ranks(event.getEventData().get("event.detail").asString())))
                .addEventData("event.detail");
    }

    private static List<Integer> ranks(String json) {
        return Stream.of(Json.MAPPER.readValue(json, Integer[].class)).toList();
    }

    private Div row(int place) {
        String letter = getTranslation("annotate.letter." + place);
        Span name = new Span(getTranslation("annotate.response", letter));
        name.getElement().setAttribute("aria-hidden", "true");
        Div row = new Div(name);
        row.addClassName("adjudicate-rank");
        row.getElement().setAttribute("role", "radiogroup");
        row.getElement().setAttribute("aria-label", name.getText());
        for (int rank = 1; rank <= responses; rank++) {
            row.getElement().appendChild(choice(place, rank));
        }
        return row;
    }

    private static Element choice(int place, int rank) {
        String number = Integer.toString(rank);
        Element radio = new Element("input");
        radio.setAttribute("type", "radio");
        radio.setAttribute("name", "rank-of-" + place);
        radio.setAttribute("value", number);
        Element label = new Element("label");
        label.appendChild(radio, new Element("span").setText(number));
        return label;
    }
}
