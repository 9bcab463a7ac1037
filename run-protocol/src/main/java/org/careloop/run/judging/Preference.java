package org.careloop.run.judging;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which of two answers a judge prefers, by their places in what it was shown. */
public enum Preference {
    FIRST(1),
    EQUAL(0),
    SECOND(-1);

    private final int points;

    Preference(int points) {
        this.points = points;
    }

    /** For the answer that stood first; the other has as many less than 0. */
    int points() {
        return points;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
