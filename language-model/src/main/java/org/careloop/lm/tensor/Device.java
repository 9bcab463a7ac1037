package org.careloop.lm.tensor;

import java.util.Locale;

/** Where a tensor lives: the CPU, or a CUDA device by its number. */
public record Device(Kind kind, int index) {
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** The card that {@code cuda} means in this process: one of several on a machine has its own. */
    private static volatile int usual;

    /** What sort of processor it is. */
    public enum Kind {
        CPU,
        CUDA
    }

    public Device {
        if (index < 0 || (kind == Kind.CPU && index != 0)) {
            throw new IllegalArgumentException(
                    "device %s:%d does not exist; expected cpu or cuda:N".formatted(kind, index));
        }
    }

    public static Device cuda(int index) {
        return new Device(Kind.CUDA, index);
    }

    /** Makes {@code cuda} mean this card in this process. */
    public static void useByDefault(int card) {
        usual = card;
    }

    /** Reads {@code cpu}, {@code cuda} or {@code cuda:N}. */
    public static Device parse(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("cpu")) {
            return CPU;
        }
        if (lower.equals("cuda")) {
            // A launcher may show each process its own card alone, which is the first then.
            return cuda(usual > 0 && Cuda.DEVICES == 1 ? 0 : usual);
        }
        if (lower.matches("cuda:\\d{1,2}")) {
            return cuda(Integer.parseInt(lower.substring("cuda:".length())));
        }
        throw new IllegalArgumentException("\"%s\" is no device; expected cpu, cuda or cuda:N".formatted(name));
    }

    public boolean isCpu() {
        return kind == Kind.CPU;
    }

    @Override
    public String toString() {
        return isCpu() ? "cpu" : "cuda:" + index;
    }
}
