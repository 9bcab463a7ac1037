package org.careloop.lm.tensor;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A seeded random source: libtorch's Mersenne twister on the CPU, also for tensors of other devices, so that a seed
 * gives the same numbers everywhere. Its whole state can be read and set. Not for use by two threads at once.
 */
public final class Rng {
    static {
        NativeBuild.load();
    }

    private final Generator generator;

    private Rng(long seed) {
        // Belongs to this object and not to the scope that is open now.
        generator = torch.make_generator_cpu(seed);
        generator.retainReference();
    }

    public static Rng seeded(long seed) {
        return new Rng(seed);
    }

    /**
     * A source for one pass over data. Sources of two seeds have nothing in common, whatever the pass: pass 1 of seed 1 is
     * not pass 0 of seed 2.
     */
    public static Rng ofPass(long seed, long pass) {
        // The twister takes 32 bits of a seed, so that both numbers are mixed into them.
        return new Rng(new SplittableRandom(new SplittableRandom(seed).nextLong() + pass).nextLong());
    }

    /** The whole state, which {@link #restore} takes. */
    public byte[] state() {
        try (Scope scope = Scope.open()) {
            return new Tensor(generator.get_state()).toBytes();
        }
    }

    /** Continues from a state of {@link #state()}. */
    public void restore(byte[] state) {
        try (Scope scope = Scope.open()) {
            Tensor bytes = Tensor.of(state, state.length);
            generator.set_state(bytes.handle);
        } catch (RuntimeException e) {
            throw NativeException.of(e);
        }
    }

    /** A whole number from 0 (inclusive) to the bound (exclusive). */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound %d is not positive".formatted(bound));
        }
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /** 63 random bits. */
    public long nextLong() {
        try (Scope scope = Scope.open()) {
            var drawn = torch.empty(1L).to(torch.ScalarType.Long).random_(optional());
            return new Tensor(drawn).toLongs()[0];
        }
    }

    /** The numbers from 0 to {@code count - 1} in random order. */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    GeneratorOptional optional() {
        return new GeneratorOptional(generator);
    }
}
