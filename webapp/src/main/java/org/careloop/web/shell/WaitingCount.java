package org.careloop.web.shell;

import com.vaadin.flow.component.html.Span;

/** How much waits behind a link, beside its name; hidden while nothing does. */
class WaitingCount extends Span {
    private static final long serialVersionUID = 1L;

    WaitingCount() {
        addClassNames("badge", "attention");
        setVisible(false);
    }

    void show(WaitingWork work) {
        long count = work.count();
        setVisible(count > 0);
        String number = new Figures(this).count(Math.min(count, work.most()));
        Span words = new Span(getTranslation("nav.waiting"));
        words.addClassName("visually-hidden");
        removeAll();
        add(new Span(count < work.most() ? number : number + "+"), words);
    }
}
