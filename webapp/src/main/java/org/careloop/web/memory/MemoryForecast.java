package org.careloop.web.memory;

import java.util.Optional;
import java.util.OptionalLong;
import org.careloop.run.memory.Fitting;
import org.careloop.run.memory.MemoryNeeds;
import org.careloop.run.memory.MemoryPlan;

/**
 * What memory a training would take, and what is known of the machines that may do it.
 *
 * @param needs what it follows from
 * @param longest tokens of the longest text that is given, as it was reckoned
 * @param there bytes of the machine with the least main memory among the workers in sight; empty where a graphics card
 *     computes, whose memory nobody tells, and where no worker tells its own
 */
public record MemoryForecast(MemoryNeeds needs, int longest, OptionalLong there) {

    /** By part. */
    public MemoryPlan plan() {
        return needs.plan();
    }

    /** Whether it takes more than there is, as far as that is known. */
    public boolean isTooMuch() {
        return there.isPresent() && plan().bytes() > there.getAsLong();
    }

    /** Settings with which it would fit; empty where it fits, or none suffice. */
    public Optional<String> remedy() {
        return isTooMuch() ? Fitting.of(needs, there.getAsLong()) : Optional.empty();
    }
}
