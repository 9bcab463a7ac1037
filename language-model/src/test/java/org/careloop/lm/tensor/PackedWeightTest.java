package org.careloop.lm.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedWeightTest {
    private final Scope scope = Scope.open();
    private final Rng rng = Rng.seeded(3);

    @AfterEach
    void close() {
        scope.close();
    }

    /** Rows that it was packed for, and others. */
    @ParameterizedTest
    @CsvSource({"F32, 1, 1", "F32, 16, 16", "F32, 16, 3", "F32, 4, 70", "BF16, 1, 1", "BF16, 16, 5"})
    void aProductEqualsThatOfTheWeightItself(DType dtype, int packedFor, int rows) {
        Tensor weight = Tensor.randomNormal(rng, 0, 1, 400, 300).to(dtype);
        Tensor bias = Tensor.randomNormal(rng, 0, 1, 400).to(dtype);
        Tensor x = Tensor.randomNormal(rng, 0, 1, rows, 1, 300).to(dtype);
        assumeTrue(PackedWeight.isFaster(weight, weight.count(), 16), "this CPU does not multiply " + dtype);
        try (PackedWeight packed = PackedWeight.of(weight, packedFor)) {
            double tolerance = dtype == DType.F32 ? 1e-5 : 1e-2; // of numbers up to about 60
            assertThat(furthest(packed.apply(x, null), x.linear(weight)) / 60).isLessThan(tolerance);
            assertThat(furthest(packed.apply(x, bias), x.linear(weight, bias)) / 60)
                    .isLessThan(tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 300, false", "400, 300, true"})
    void smallWeightsAreNotWorthIt(long out, long in, boolean isFaster) {
        assertThat(PackedWeight.isFaster(Tensor.ones(out, in), (long) out * in, 2))
                .isEqualTo(isFaster);
        assertThat(PackedWeight.isFaster(Tensor.ones(out, in).to(DType.F64), (long) out * in, 2))
                .isFalse();
    }

    private static double furthest(Tensor a, Tensor b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        return a.to(DType.F32).sub(b.to(DType.F32)).abs().max().item();
    }
}
