package org.careloop.web.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The stages of a demo with their durations: printed as they end, and again in the report. */
final class Stages {
    private final List<Stage> stages = new ArrayList<>();
    private long last = System.nanoTime();

    record Stage(String name, double seconds, String outcome) {

        String line() {
            return String.format(Locale.ROOT, "%-9s %6.1f s  %s", name, seconds, outcome);
        }
    }

    void add(String name, double seconds, String outcome) {
        Stage stage = new Stage(name, seconds, outcome);
        stages.add(stage);
        System.err.println(stage.line());
        last = System.nanoTime();
    }

    /** Ends a stage, which began when the one before ended. */
    void done(String name, String outcome) {
        add(name, (System.nanoTime() - last) / 1e9, outcome);
    }

    List<Stage> all() {
        return stages;
    }

    double seconds() {
        return stages.stream().mapToDouble(Stage::seconds).sum();
    }
}
