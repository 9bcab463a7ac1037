package org.careloop.lm.tensor;

/**
 * The memory of a CUDA device, in bytes.
 *
 * @param held by the tensors of this process
 * @param peak the most that {@code held} has been
 * @param free for any process; memory that this process has freed but still caches is not free
 * @param total of the device
 */
public record DeviceMemory(long held, long peak, long free, long total) {

    /**
     * What it is now.
     *
     * @throws NativeException when the device is no CUDA device that can be used
     */
    public static DeviceMemory of(Device device) {
        if (device.isCpu()) {
            throw new NativeException("the memory of device cpu was asked for; expected a CUDA device");
        }
        Backend.require(device);
        return Cuda.memory(device);
    }

    /** Resets the peak to what is held now. */
    public static void forgetPeak(Device device) {
        of(device);
        Cuda.forgetPeak(device);
    }

    @Override
    public String toString() {
        return "%.1f of %.1f GiB free, at most %.1f held".formatted(gib(free), gib(total), gib(peak));
    }

    private static double gib(long bytes) {
        return bytes / (double) (1L << 30);
    }
}
