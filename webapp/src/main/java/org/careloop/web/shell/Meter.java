package org.careloop.web.shell;

import com.vaadin.flow.component.html.Div;

/** A bar that fills: how much of a whole is done. The figures stand beside it in words. */
public class Meter extends Div {
    private static final long serialVersionUID = 1L;

    public Meter(String label, long done, long of) {
        addClassName("meter");
        getElement().setAttribute("role", "progressbar");
        getElement().setAttribute("aria-label", label);
        getElement().setAttribute("aria-valuemin", "0");
        getElement().setAttribute("aria-valuemax", String.valueOf(of));
        getElement().setAttribute("aria-valuenow", String.valueOf(Math.min(done, of)));
        Div bar = new Div();
        bar.getStyle().set("width", of == 0 ? "0" : "%d%%".formatted(Math.min(100, 100 * done / of)));
        add(bar);
    }
}
