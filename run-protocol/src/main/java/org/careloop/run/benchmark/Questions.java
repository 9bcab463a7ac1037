package org.careloop.run.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gathers the questions of files in order, and sees that each has an id of its own and a key. */
final class Questions {
    private final boolean leaveOutUnkeyed;
    private final List<Question> all = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private int unkeyed;

    /** @param leaveOutUnkeyed passes over questions without a key and counts them */
    Questions(boolean leaveOutUnkeyed) {
        this.leaveOutUnkeyed = leaveOutUnkeyed;
    }

    void add(Place place, Supplier<Question> read) {
        Question question;
        try {
            question = read.get();
        } catch (Place.NoKey e) {
            if (!leaveOutUnkeyed) {
                throw e.refusal();
            }
            unkeyed++;
            return;
        }
        Place before = places.putIfAbsent(question.id(), place);
        if (before != null) {
            throw place.refused(
                    "benchmark.twice",
                    "id \"%s\" stands already in %s, line or entry %s; give each question an id of its own",
                    question.id(),
                    before.file().toString(),
                    before.line() > 0 ? Long.toString(before.line()) : before.entry());
        }
        all.add(question);
    }

    List<Question> all() {
        return all;
    }

    int unkeyed() {
        return unkeyed;
    }
}
