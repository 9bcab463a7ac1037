package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Div;
import java.util.Locale;
import org.careloop.web.agreement.Coefficient;

/** A figure as a point and its interval as a line, on a track with 0 in the middle. The same numbers stand beside it. */
public class RangeBar extends Div {
    private static final long serialVersionUID = 1L;

    /** On a track from -1 to 1. */
    RangeBar(Coefficient estimate) {
        this();
        if (estimate instanceof Coefficient.Known known) {
            draw(known.value(), known.low(), known.high(), 1);
        }
    }

    /** On a track from {@code -reach} to {@code reach}. */
    public RangeBar(double value, double low, double high, double reach) {
        this();
        draw(value, low, high, reach);
    }

    private RangeBar() {
        addClassName("range");
        getElement().setAttribute("aria-hidden", "true");
    }

    private void draw(double value, double low, double high, double reach) {
        Div line = new Div();
        line.addClassName("range-line");
        line.getStyle().set("left", place(low / reach)).set("right", place(-high / reach));
        Div point = new Div();
        point.addClassName("range-point");
        point.getStyle().set("left", place(value / reach));
        add(line, point);
    }

    /** What lies beyond the track ends at its edge. */
    private static String place(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 50 * (1 + Math.clamp(share, -1, 1)));
    }
}
