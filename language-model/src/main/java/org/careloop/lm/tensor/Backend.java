package org.careloop.lm.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.careloop.run.Phrase;

/** Threads, devices and libraries that tensors are computed with. */
public final class Backend {
    static {
        NativeBuild.load();
    }

    private Backend() {}

    /** One line for the head of a log: library, instruction set, matrix product library, threads. */
    public static String describe() {
        return "libtorch %s, cpu %s, products by %s, %d thread%s"
                .formatted(version(), cpu(), products(), threads(), threads() == 1 ? "" : "s");
    }

    /** The device of a run, in words that a person knows. */
    public static String describe(Device device) {
        return device.isCpu()
                ? describe()
                : "libtorch %s, %s, %s".formatted(version(), device, DeviceMemory.of(device));
    }

    /** What the processor can do, such as {@code AVX512}. */
    public static String cpu() {
        return torch.get_cpu_capability().getString();
    }

    /** The library that multiplies matrices on the processor. */
    public static String products() {
        return MatrixProducts.name();
    }

    /** The version of libtorch. */
    public static String version() {
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
     * Sets how many threads one operation may use. For many small operations {@code OMP_NUM_THREADS=1} has to be set in the
     * environment as well: with this call alone, steps took several times as long on a busy machine.
     */
    public static void threads(int count) {
        torch.set_num_threads(count);
    }

    /** Whether the processor has instructions for products of BF16, so that they are quicker than those of F32. */
    public static boolean multipliesSixteenBits() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .filter(flags -> flags.contains("avx512_bf16") || flags.contains("amx_bf16"))
                    .isPresent();
        } catch (IOException notLinux) {
            return false;
        }
    }

    /** Bytes of main memory that this process holds. */
    public static long heldBytes() {
        return Pointer.physicalBytes();
    }

    /** Free bytes of main memory. */
    public static long freeBytes() {
        return Pointer.availablePhysicalBytes();
    }

    public static boolean hasCuda() {
        return Cuda.DEVICES > 0;
    }

    /** Why a device cannot be used, or nothing when it can. */
    public static Optional<Phrase> whyNot(Device device) {
        if (device.isCpu() || device.index() < Cuda.DEVICES) {
            return Optional.empty();
        }
        Phrase why = Cuda.WHY.isEmpty()
                ? Phrase.filled("device.found", "%s CUDA device(s) found", Cuda.DEVICES)
                : Phrase.filled("device.no-library", "libtorch_cuda does not load (%s)", Cuda.WHY);
        return Optional.of(Phrase.filled(
                "device.absent",
                "device %s is not available: %s; set device=cpu, or use a machine with CUDA 13 and a build of mvn -Pcuda",
                device.toString(),
                why));
    }

    /**
     * The native form of a device.
     *
     * @throws NativeException when CUDA cannot be used; it never falls back to the CPU silently
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
