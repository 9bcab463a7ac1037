package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogProbsTest {
    private static final int[] LONG = {1, 5, 9, 33, 7};
    private static final int[] SHORT = {1, 8, 2};

    private final Scope scope = Scope.open();
    private final LanguageModel model =
            LanguageModel.initialise(ModelConfig.llama(40, 16, 24, 2, 4, 2, 64), Rng.seeded(7));
    private final TokenBatch batch = TokenBatch.rightPadded(List.of(LONG, SHORT));

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void eachPlaceBelongsToTheTokenAfterItAndPaddingIsZero() {
        try (NoGrad off = NoGrad.on()) {
            Tensor hidden = model.hidden(batch);
            Tensor naive = model.logits(hidden).logSoftmax(-1);
            float[] ours = LogProbs.of(model, hidden, batch).toFloats();
            for (int t = 0; t < LONG.length - 1; t++) {
                double expected =
                        naive.select(0, 0).select(0, t).select(0, LONG[t + 1]).item();
                assertThat((double) ours[t]).isCloseTo(expected, within(1e-6));
            }
            double last = naive.select(0, 1).select(0, 1).select(0, 2).item();
            assertThat((double) ours[4 + 1]).isCloseTo(last, within(1e-6));
            assertThat(ours[4 + 2]).isZero();
            assertThat(ours[4 + 3]).isZero();
        }
    }

    @Test
    void onlyWantedPlacesAreMeasured() {
        Tensor wanted = Tensor.of(new boolean[] {false, false, true, true, false, true, false, false}, 2, 4);
        LogProbs measured = LogProbs.withEntropy(model, model.hidden(batch), batch, wanted);
        assertThat(measured.logProbs().ne(0).equalTo(wanted)).isTrue();
        assertThat(measured.entropy().ne(0).equalTo(wanted)).isTrue();
    }

    @Test
    void entropyOfAnEvenDistributionIsTheLogarithmOfItsSize() {
        Tensor hidden = Tensor.zeros(2, 5, 16);
        Tensor all = Tensor.ones(new long[] {2, 4}, DType.BOOL, Device.CPU);
        LogProbs even = LogProbs.withEntropy(model, hidden, batch, all);
        assertThat(even.entropy().select(0, 0).select(0, 0).item()).isCloseTo(Math.log(40), within(1e-5));
        assertThat(even.logProbs().select(0, 0).select(0, 0).item()).isCloseTo(-Math.log(40), within(1e-5));
    }

    @Test
    void nothingWantedIsNothingMeasured() {
        Tensor none = Tensor.zeros(new long[] {2, 4}, DType.BOOL, Device.CPU);
        assertThat(LogProbs.of(model, model.hidden(batch), batch, none)
                        .abs()
                        .sum()
                        .item())
                .isZero();
    }

    @Test
    void aModelInBfloat16StaysNearTheOneInFloat32() {
        LanguageModel half = model.copy(DType.BF16);
        try (NoGrad off = NoGrad.on()) {
            Tensor exact = LogProbs.of(model, model.hidden(batch), batch);
            Tensor coarse = LogProbs.of(half, half.hidden(batch), batch);
            assertThat(half.dtype()).isEqualTo(DType.BF16);
            assertThat(coarse.dtype()).isEqualTo(DType.F32);
            double norm = exact.square().sum().sqrt().item();
            assertThat(coarse.sub(exact).square().sum().sqrt().item() / norm).isLessThan(2e-2);
        }
    }
}
