package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.Component;
import java.util.OptionalDouble;
import org.careloop.web.agreement.Pace;
import org.careloop.web.shell.Figures;

/** How long answers took, in words. */
final class PaceText {
    private PaceText() {}

    /** The median. */
    static String median(Component screen, Pace pace) {
        return duration(screen, pace.median());
    }

    /** The interval of the median; a dash where there is none. */
    static String interval(Component screen, Pace pace) {
        return pace.timed() == 0
                ? "–"
                : "%s – %s".formatted(duration(screen, pace.low()), duration(screen, pace.high()));
    }

    private static String duration(Component screen, OptionalDouble seconds) {
        return seconds.isEmpty() ? "–" : new Figures(screen).duration(Math.round(seconds.getAsDouble()));
    }
}
