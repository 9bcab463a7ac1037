package org.careloop.lm.train;

import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.DeviceMemory;
import org.careloop.run.Phrase;

/** Where a run computes, as a phrase that screens translate. */
public final class DeviceWords {
    private static final double GIB = 1L << 30;

    private DeviceWords() {}

    public static Phrase of(Device device) {
        String english = Backend.describe(device);
        if (device.isCpu()) {
            return Phrase.of(
                    "device.cpu", english, Backend.version(), Backend.cpu(), Backend.products(), Backend.threads());
        }
        DeviceMemory memory = DeviceMemory.of(device);
        return Phrase.of(
                "device.card",
                english,
                Backend.version(),
                device.toString(),
                memory.free() / GIB,
                memory.total() / GIB);
    }
}
