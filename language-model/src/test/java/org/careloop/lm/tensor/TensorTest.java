package org.careloop.lm.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void javaArraysGoInAndComeBack() {
        try (Scope scope = Scope.open()) {
            assertThat(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                            .transpose(0, 1)
                            .toFloats())
                    .containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(Tensor.of(new int[] {7, 8}).dtype()).isEqualTo(DType.I64);
            assertThat(Tensor.of(new boolean[] {true, false}).toLongs()).containsExactly(1, 0);
            assertThat(Tensor.of(new double[] {.1}).toDoubles()).containsExactly(.1);
            assertThat(Tensor.of(new long[] {5, 6}, 1, 2).shape()).containsExactly(1, 2);
        }
    }

    @Test
    void arraysThatDoNotFillTheShapeAreRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[] {1, 2, 3}, 2, 2))
                .hasMessage("3 values do not fill shape [2, 2] of 4");
    }

    @Test
    void gradientOfAProductIsTheOtherFactor() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.of(new float[] {1, 2, 3}).requiresGrad(true);
            Tensor y = Tensor.of(new float[] {4, 5, 6}).requiresGrad(true);
            assertThat(x.grad()).isEmpty();

            x.mul(y).add(x.square()).sum().backward();

            assertThat(x.grad().orElseThrow().toFloats()).containsExactly(6, 9, 12);
            assertThat(y.grad().orElseThrow().toFloats()).containsExactly(1, 2, 3);
            x.clearGrad();
            assertThat(x.grad()).isEmpty();
        }
    }

    @Test
    void aGradientOutlivesTheScopeOfItsTensor() {
        Tensor gradient;
        try (Scope outer = Scope.open()) {
            try (Scope inner = Scope.open()) {
                Tensor x = Tensor.of(new float[] {1, 2}).requiresGrad(true);
                x.square().sum().backward();
                gradient = inner.keep(x.grad().orElseThrow());
            }
            assertThat(gradient.toFloats()).containsExactly(2, 4);
        }
    }

    @Test
    void nothingIsRecordedWithoutGradients() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.of(new float[] {1}).requiresGrad(true);
            try (NoGrad off = NoGrad.on()) {
                assertThat(x.mul(2).requiresGrad()).isFalse();
            }
            assertThat(x.mul(2).requiresGrad()).isTrue();
        }
    }

    @Test
    void wholeNumbersKeepIdsIntegers() {
        try (Scope scope = Scope.open()) {
            long big = (1L << 40) + 1;
            Tensor ids = Tensor.of(new long[] {big, big + 1});
            assertThat(ids.add(1).dtype()).isEqualTo(DType.I64);
            assertThat(ids.eq((double) big).toLongs()).containsExactly(1, 0);
            assertThat(Tensor.of(new float[] {3}).div(2).item()).isEqualTo(1.5);
        }
    }

    @Test
    void selectionFollowsTheIndex() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.of(new float[] {1, 5, 3, 9, 2, 4}, 2, 3);
            assertThat(x.gather(1, Tensor.of(new int[] {1, 0}, 2, 1)).toFloats())
                    .containsExactly(5, 9);
            assertThat(x.max(1).values().toFloats()).containsExactly(5, 9);
            assertThat(x.argmax(1).toLongs()).containsExactly(1, 0);
            assertThat(x.topK(2, 1).indices().toLongs()).containsExactly(1, 2, 0, 2);
            assertThat(x.indexSelect(0, Tensor.of(new int[] {1, 1})).toFloats()).containsExactly(9, 2, 4, 9, 2, 4);
            assertThat(Tensor.where(x.gt(3), x, x.neg()).toFloats()).containsExactly(-1, 5, -3, 9, -2, 4);
        }
    }

    @Test
    void membersOfANativePairOutliveIt() {
        try (Scope outer = Scope.open()) {
            Tensor values;
            try (Scope inner = Scope.open()) {
                values = inner.keep(Tensor.of(new float[] {2, 1}).sort(0, false).values());
            }
            assertThat(values.toFloats()).containsExactly(1, 2);
        }
    }

    @Test
    void changesInPlaceAreSeenThroughViews() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.zeros(2, 2);
            x.select(0, 1)
                    .copyFrom(Tensor.of(new float[] {3, 4}))
                    .mulInPlace(2)
                    .addInPlace(Tensor.ones(2).mul(.5));
            assertThat(x.toFloats()).containsExactly(0, 0, 6.5f, 8.5f);
        }
    }

    @Test
    void groupedQueryAttentionEqualsRepeatedHeads() {
        try (Scope scope = Scope.open()) {
            Rng rng = Rng.seeded(1);
            Tensor q = Tensor.randomNormal(rng, 0, 1, 1, 4, 3, 8);
            Tensor k = Tensor.randomNormal(rng, 0, 1, 1, 2, 3, 8);
            Tensor v = Tensor.randomNormal(rng, 0, 1, 1, 2, 3, 8);
            Tensor naive = q.matmul(k.repeatInterleave(1, 2).transpose(-2, -1))
                    .div(Math.sqrt(8))
                    .maskedFill(Tensor.ones(3, 3).tril().eq(0), Double.NEGATIVE_INFINITY)
                    .softmax(-1)
                    .matmul(v.repeatInterleave(1, 2));

            double furthest = q.attention(k, v, null, true, 1 / Math.sqrt(q.size(-1)))
                    .sub(naive)
                    .abs()
                    .max()
                    .item();

            assertThat(furthest).isCloseTo(0, within(1e-6));
        }
    }

    /** Computed in F32, rounded once at the end: as near as sixteen bits can be. */
    @Test
    void attentionInSixteenBitsAndItsGradientAreThoseOfF32() {
        try (Scope scope = Scope.open()) {
            Tensor exact = Tensor.randomNormal(Rng.seeded(1), 0, 1, 2, 4, 9, 8)
                    .to(DType.BF16)
                    .to(DType.F32)
                    .requiresGrad(true);
            Tensor half = exact.detach().to(DType.BF16).requiresGrad(true);
            Tensor wanted = exact.attention(exact, exact, null, true, 0.25);
            Tensor found = half.attention(half, half, null, true, 0.25);
            wanted.sum().backward();
            found.sum().backward();

            assertThat(found.dtype()).isEqualTo(DType.BF16);
            assertThat(found.equalTo(wanted.to(DType.BF16))).isTrue();
            Tensor gradient = half.grad().orElseThrow().to(DType.F32);
            double furthest =
                    gradient.sub(exact.grad().orElseThrow()).abs().max().item();
            assertThat(furthest / gradient.abs().max().item()).isLessThan(0.01);
        }
    }

    @Test
    void libtorchErrorsAreOneReadableLine() {
        try (Scope scope = Scope.open()) {
            assertThatThrownBy(() -> Tensor.ones(2, 3).matmul(Tensor.ones(2, 3)))
                    .isInstanceOf(NativeException.class)
                    .hasMessage("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
        }
    }

    @Test
    void outOfMemoryNamesTheSizesAndTheSettingsToLower() {
        assertThatThrownBy(() -> Tensor.empty(new long[] {1L << 44}, DType.F32, Device.CPU))
                .isInstanceOf(NativeException.class)
                .hasMessageStartingWith("out of memory: 65536.00 GiB were asked for, of main memory ")
                .hasMessageContaining(" GiB are free; lower microBatchTokens, batchSize")
                .hasMessageNotContaining("frame");
        // Filling a GPU is not practical here, so this is the message of libtorch 2.10.
        String card = "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 79.11 GiB of which"
                + " 1.20 GiB is free. Including non-PyTorch memory";
        assertThat(NativeException.of(new RuntimeException(card)))
                .hasMessageStartingWith(
                        "out of memory: 2.50 GiB were asked for, of the GPU's memory 1.20 GiB are free; lower");
    }

    @Test
    void missingCudaIsAnErrorAndDoesNotFallBackToTheCpu() {
        assumeFalse(Backend.hasCuda(), "this machine has a CUDA device");
        assertThatThrownBy(() -> Tensor.ones(2).to(Device.cuda(0)))
                .isInstanceOf(NativeException.class)
                .hasMessageContaining("cuda:0 is not available");
    }
}
