package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Div;
import java.util.Locale;
import org.careloop.web.agreement.Coefficient;

/** A coefficient as a point and its interval as a line, on a track from -1 over 0 in the middle to 1. The same numbers stand beside it. */
class RangeBar extends Div {
    private static final long serialVersionUID = 1L;

    RangeBar(Coefficient estimate) {
        addClassName("range");
        getElement().setAttribute("aria-hidden", "true");
        if (estimate instanceof Coefficient.Known known) {
            Div line = new Div();
            line.addClassName("range-line");
            line.getStyle().set("left", place(known.low())).set("right", place(-known.high()));
            Div point = new Div();
            point.addClassName("range-point");
            point.getStyle().set("left", place(known.value()));
            add(line, point);
        }
    }

    /** What lies beyond the track ends at its edge. */
    private static String place(double value) {
        return String.format(Locale.ROOT, "%.1f%%", 50 * (1 + Math.clamp(value, -1, 1)));
    }
}
