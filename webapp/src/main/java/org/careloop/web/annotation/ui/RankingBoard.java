package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** The places of a ranking, each a button that takes the marked response. The browser draws the responses in them as chips. */
final class RankingBoard extends Div {
    private static final long serialVersionUID = 1L;

    private int responses;

    RankingBoard() {
        addClassName("ranking");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("annotate.ranking"));
    }

    /** Shows as many places as there are responses; none where there are two. */
    void show(int count) {
        setVisible(count > 2);
        if (count == responses) {
            return;
        }
        responses = count;
        removeAll();
        Span hint = new Span(getTranslation("annotate.ranking.hint"));
        hint.addClassName("rank-hint");
        add(hint, place(0, getTranslation("annotate.ranking.open")));
        for (int rank = 1; rank <= count; rank++) {
            add(place(rank, Integer.toString(rank)));
        }
        add(new KeyButton(getTranslation("annotate.ranking.done"), "verdict")
                .means("key", "Enter")
                .key("Enter"));
    }

    private Div place(int rank, String label) {
        KeyButton put = new KeyButton(label, "rank-put");
        Div chips = new Div();
        chips.addClassName("rank-chips");
        Div place = new Div(put, chips);
        place.addClassName("rank-place");
        place.getElement().setAttribute("data-rank", Integer.toString(rank));
        place.getElement().setAttribute("role", "group");
        place.getElement()
                .setAttribute(
                        "aria-label",
                        rank == 0
                                ? getTranslation("annotate.ranking.open")
                                : getTranslation("annotate.ranking.place", rank));
        return place;
    }
}
