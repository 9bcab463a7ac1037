package org.careloop.run.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.careloop.run.memory.MemoryPlan.When;

/** Looks for settings with which a run fits, those first that cost the least time. */
public final class Fitting {
    private final long free;
    private final Map<String, String> set = new LinkedHashMap<>();
    private MemoryNeeds needs;

    private Fitting(MemoryNeeds needs, long free) {
        this.needs = needs;
        this.free = free;
    }

    /**
     * The settings as they are written; empty where none suffice.
     *
     * @param free bytes
     */
    public static Optional<String> of(MemoryNeeds needs, long free) {
        Fitting fitting = new Fitting(needs, free);
        fitting.look();
        return fitting.needs.plan().bytes() > free
                ? Optional.empty()
                : Optional.of(fitting.set.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(" ")));
    }

    private void look() {
        if (over(When.ALWAYS) > 0) {
            thinnerWeights();
        }
        while (over(When.SAMPLING) > 0
                && needs.roles().samples()
                && needs.choices().samplingRows() > 1) {
            int rows = needs.choices().samplingRows() / 2;
            choose("samplingRows", rows, needs.choices().withRows(rows));
        }
        while (over(When.LEARNING) > 0 && needs.tokensAtOnce() / 2 >= needs.leastAtOnce()) {
            int tokens = (int) needs.tokensAtOnce() / 2;
            choose("microBatchTokens", tokens, needs.choices().withMicroBatch(tokens));
        }
        if (over(When.LEARNING) > 0 && !needs.choices().recompute()) {
            choose("recompute", "on", needs.choices().recomputing());
        }
        if (needs.plan().bytes() > free) {
            thinnerWeights();
        }
    }

    private void thinnerWeights() {
        if (!needs.choices().adapted()) {
            choose("lora", "on", needs.choices().withAdapter());
        }
        if (needs.plan().bytes() > free && needs.choices().frozenBytes() > Choices.SIXTEEN_BITS) {
            choose("dtype", "bf16", needs.choices().inSixteenBits());
        }
    }

    /** Bytes that are missing at a time. */
    private long over(When when) {
        MemoryPlan plan = needs.plan();
        return plan.of(When.ALWAYS) + (when == When.ALWAYS ? 0 : plan.of(when)) - free;
    }

    private void choose(String name, Object value, Choices choices) {
        set.put(name, String.valueOf(value));
        needs = needs.with(choices);
    }
}
