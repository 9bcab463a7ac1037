package org.careloop.lm.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InferenceTest {
    @Test
    void nothingIsRecordedWhileItIsOpen() {
        try (Scope scope = Scope.open()) {
            try (Inference only = Inference.on()) {
                assertThat(NoGrad.isRecording()).isFalse();
            }
            assertThat(NoGrad.isRecording()).isTrue();
        }
        assertThat(NoGrad.isRecording()).isTrue();
    }

    @Test
    void whatItMadeCanBeReadAfterwards() {
        try (Scope scope = Scope.open()) {
            Tensor made = made();
            assertThat(made.mul(2).toFloats()).containsExactly(6, 6);
        }
    }

    @Test
    void aGradientThroughWhatItMadeIsRefused() {
        try (Scope scope = Scope.open()) {
            Tensor weight = Tensor.ones(2).requiresGrad(true);
            Tensor made = made();
            assertThatThrownBy(() -> weight.mul(made))
                    .isInstanceOf(NativeException.class)
                    .hasMessageContaining("Inference tensors cannot be saved for backward");
        }
    }

    private static Tensor made() {
        try (Inference only = Inference.on()) {
            return Tensor.ones(2).mul(3);
        }
    }
}
