package org.careloop.run.health;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A rule that judges the answers of a run and never trains. */
public enum WatchRule {
    /** Less by one for each token: falls where answers are only made longer. */
    LENGTH,

    /** The share of an answer's runs of four tokens that did not stand in it before: 1 where it never repeats itself. */
    REPETITION;

    /** Its name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<WatchRule> of(String label) {
        return Arrays.stream(values())
                .filter(rule -> rule.label().equals(label))
                .findFirst();
    }

    /** The names of all. */
    public static String labels() {
        return Arrays.stream(values()).map(WatchRule::label).collect(Collectors.joining(", "));
    }
}
