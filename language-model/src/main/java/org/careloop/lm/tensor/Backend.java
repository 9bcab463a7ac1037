package org.careloop.lm.tensor;

import java.io.IOException;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;

/** What computes: threads, devices, libraries. */
public final class Backend {
    static {
        NativeBuild.choose();
    }

    private Backend() {}

    /** One line for the head of a log: library, instruction set, matrix product library, threads. */
    public static String describe() {
        return "libtorch %s, cpu %s, products by %s, %d thread%s"
                .formatted(
                        version(),
                        torch.get_cpu_capability().getString(),
                        MatrixProducts.name(),
                        threads(),
                        threads() == 1 ? "" : "s");
    }

    /** What a run computes on, in words that a person knows. */
    public static String describe(Device device) {
        return device.isCpu()
                ? describe()
                : "libtorch %s, %s, %s".formatted(version(), device, DeviceMemory.of(device));
    }

    private static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch").replaceFirst("-.*", "");
        } catch (IOException e) {
            return "of unknown version";
        }
    }

    public static int threads() {
        return torch.get_num_threads();
    }

    /**
     * Threads that one operation may use. For many small operations {@code OMP_NUM_THREADS=1} has to be set outside the
     * process as well: this call alone left steps several times slower on a busy machine.
     */
    public static void threads(int count) {
        torch.set_num_threads(count);
    }

    /** Bytes of main memory that programs may still take. */
    public static long freeBytes() {
        return Pointer.availablePhysicalBytes();
    }

    public static boolean hasCuda() {
        return Cuda.DEVICES > 0;
    }

    /** Why a device cannot be used, or nothing when it can. */
    public static Optional<String> whyNot(Device device) {
        if (device.isCpu() || device.index() < Cuda.DEVICES) {
            return Optional.empty();
        }
        String why = Cuda.WHY.isEmpty() ? "%d CUDA device(s) found".formatted(Cuda.DEVICES) : Cuda.WHY;
        return Optional.of(
                "device %s is not available: %s; set device=cpu, or use a machine with CUDA 13 and a build of mvn -Pcuda"
                        .formatted(device, why));
    }

    /**
     * The native form of a device that is there.
     *
     * @throws NativeException when CUDA is asked for and cannot be used; never a silent fall back to the CPU
     */
    static org.bytedeco.pytorch.Device require(Device device) {
        whyNot(device).ifPresent(why -> {
            throw new NativeException(why);
        });
        return device.isCpu()
                ? new org.bytedeco.pytorch.Device(torch.DeviceType.CPU)
                : new org.bytedeco.pytorch.Device(torch.DeviceType.CUDA, (byte) device.index());
    }
}
