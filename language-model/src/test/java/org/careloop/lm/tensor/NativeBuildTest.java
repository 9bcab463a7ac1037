package org.careloop.lm.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class NativeBuildTest {

    /** Weights may take more than four times the heap, where the presets refuse any further tensor by themselves. */
    @Test
    void theHeapDoesNotBoundTheMemoryOfTensors() {
        assertThat(Backend.threads()).isPositive();
        assertThat(Pointer.maxPhysicalBytes()).isZero();
    }
}
