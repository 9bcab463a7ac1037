package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.Component;
import java.util.OptionalDouble;
import org.careloop.web.agreement.Pace;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.Proportion;

/** How long answers took, in words. */
final class PaceText {
    private PaceText() {}

    /** The median; a dash where nothing was timed, and words where it is too little to say. */
    static String median(Component screen, Pace pace) {
        return isFew(pace) ? screen.getTranslation("figure.few") : duration(screen, pace.median());
    }

    /** The interval of the median; empty where there is none. */
    static String interval(Component screen, Pace pace) {
        return pace.timed() < Proportion.ENOUGH
                ? ""
                : "%s – %s".formatted(duration(screen, pace.low()), duration(screen, pace.high()));
    }

    private static boolean isFew(Pace pace) {
        return pace.timed() > 0 && pace.timed() < Proportion.ENOUGH;
    }

    private static String duration(Component screen, OptionalDouble seconds) {
        return seconds.isEmpty() ? "–" : new Figures(screen).duration(Math.round(seconds.getAsDouble()));
    }
}
