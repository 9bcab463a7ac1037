package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.tensor.NativeMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No pass leaks native memory. Handles are counted exactly. Bytes can also leak without a handle; the lowest values of two
 * stretches are compared, because a pass without its scope would add more than a megabyte.
 */
class MemoryTest {
    private static final int WARM = 40;
    private static final int STRETCH = 60;
    private static final int BETWEEN = 240;
    private static final long SLACK_BYTES = 24L << 20;

    private final Passes passes = new Passes();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trainingHoldsMemoryFlat(boolean recompute) {
        Runnable pass = passes.training(recompute);
        assertThat(mostHandlesLeftByOnePass(pass)).isZero();
        checkBytes(pass);
    }

    @Test
    void generationHoldsMemoryFlat() {
        Runnable pass = passes.generation();
        assertThat(mostHandlesLeftByOnePass(pass)).isZero();
        checkBytes(pass);
    }

    @Test
    void aLongTextHoldsNoMoreHandlesThanAShortOne() {
        List<Long> held = new ArrayList<>();
        passes.oneLongText((prompt, id) -> held.add(NativeMemory.handles()));
        assertThat(held).hasSize(20);
        assertThat(held.subList(2, 20)).allMatch(handles -> handles <= held.get(1));
    }

    /**
     * The largest difference of many: the garbage collector may free objects of earlier passes meanwhile, but never
     * adds any.
     */
    private static long mostHandlesLeftByOnePass(Runnable pass) {
        pass.run(); // makes what is made once and stays, such as an operator that is looked up
        long most = 0;
        for (int i = 0; i < WARM; i++) {
            long before = NativeMemory.handles();
            pass.run();
            most = Math.max(most, NativeMemory.handles() - before);
        }
        return most;
    }

    private static void checkBytes(Runnable pass) {
        assumeTrue(NativeMemory.isCounted(), "the C library cannot say how much it has handed out");
        long before = lowest(pass);
        for (int i = 0; i < BETWEEN; i++) {
            pass.run();
        }
        assertThat(lowest(pass) - before)
                .as("bytes more after %d passes", STRETCH + BETWEEN)
                .isLessThan(SLACK_BYTES);
    }

    private static long lowest(Runnable pass) {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < STRETCH; i++) {
            pass.run();
            lowest = Math.min(lowest, NativeMemory.bytes());
        }
        return lowest;
    }
}
