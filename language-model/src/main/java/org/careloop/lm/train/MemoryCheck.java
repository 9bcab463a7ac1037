package org.careloop.lm.train;

import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.DeviceMemory;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.memory.Fitting;
import org.careloop.run.memory.MemoryNeeds;
import org.careloop.run.memory.MemoryPlan;
import org.careloop.run.settings.WeightSettings;

/** Says before a run starts what memory it will take, and refuses one that does not fit. */
public final class MemoryCheck {
    private static final System.Logger LOG = System.getLogger(MemoryCheck.class.getName());

    private MemoryCheck() {}

    /**
     * Writes the plan into the log.
     *
     * @param longestPrompt tokens
     * @throws BadInput when there is less memory; names the settings with which it suffices
     */
    public static void before(MemoryNeeds needs, WeightSettings weights) {
        Device device = Device.parse(weights.device());
        long free =
                device.isCpu() ? Backend.freeBytes() : DeviceMemory.of(device).free();
        needs.plan().lines().forEach(line -> LOG.log(System.Logger.Level.INFO, "memory, {0}", line));
        LOG.log(System.Logger.Level.INFO, "memory, {0} free", MemoryPlan.size(free));
        refuse(needs, free, device);
    }

    /** @param free bytes */
    static void refuse(MemoryNeeds needs, long free, Device device) {
        MemoryPlan plan = needs.plan();
        if (plan.bytes() <= free) {
            return;
        }
        Phrase where = device.isCpu()
                ? Phrase.of("run.memory-main", "main memory")
                : Phrase.of("run.memory-card", "the memory of %s".formatted(device), device.toString());
        Phrase remedy = Fitting.of(needs, free)
                .map(set -> Phrase.of("run.memory-set", "set " + set, set))
                .orElse(Phrase.of(
                        "run.memory-none",
                        "no setting makes it fit: take a smaller model, or a machine or card with more memory"));
        throw BadInput.coded(
                "run.memory",
                "the run takes about %s of %s at its fullest, and %s are free (%s); %s"
                        .formatted(
                                MemoryPlan.size(plan.bytes()),
                                where.english(),
                                MemoryPlan.size(free),
                                plan.line(),
                                remedy.english()),
                MemoryPlan.size(plan.bytes()),
                where,
                MemoryPlan.size(free),
                remedy);
    }
}
