package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import java.time.Duration;

/** Time spent reading and judging, in words: "under a minute", "35 minutes", "2 hours 5 minutes". */
final class ActiveTime {
    private ActiveTime() {}

    static String inWords(Duration active, Component words) {
        long hours = active.toHours();
        int minutes = active.toMinutesPart();
        if (hours > 0) {
            return words.getTranslation("work.time.hours", hours, minutes);
        }
        return minutes == 0
                ? words.getTranslation("work.time.moment")
                : words.getTranslation("work.time.minutes", minutes);
    }
}
