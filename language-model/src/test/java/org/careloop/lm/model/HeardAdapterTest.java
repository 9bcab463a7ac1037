package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.generate.Sample;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An adapter over a trunk of sixteen bits counts as much as over one of 32, however small it is. */
class HeardAdapterTest {
    private static final ModelConfig SMALL = ModelConfig.llama(97, 64, 96, 3, 4, 2, 128);
    /** Sixteen bits blur a shift of a millionth by a twentieth over 1,000 tokens, and by less over more. */
    private static final int TEXTS = 96;

    private final Scope scope = Scope.open();
    private final Rng rng = Rng.seeded(11);
    private final LanguageModel coarse =
            LanguageModel.initialise(SMALL, Rng.seeded(3)).copy(DType.BF16);
    private final LanguageModel fine = coarse.copy(DType.F32);
    private final TokenBatch batch = texts();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aProductOfSixteenBitsAndAPartBelowHalfItsStepAreAddedInF32() {
        Tensor weight = Tensor.ones(1, 4).to(DType.BF16);
        LinearMaps maps = new LinearMaps(new Projection(weight, null));
        LoraPair pair = new LoraPair(Tensor.ones(1, 4), Tensor.ones(1, 1).mul(1e-4), 1, 0, rng);
        maps.maps().getFirst().attach("tiny", pair);
        maps.maps().getFirst().activate(Adapters.Ground.BARE, "tiny");
        Tensor x = Tensor.ones(1, 4);

        // 4 and its next number in sixteen bits are a 32nd apart; the adapter adds 4e-4.
        assertThat(maps.applyOnly(x).item()).isCloseTo(4.0004, within(1e-6));
        assertThat(maps.applyOnly(x.to(DType.BF16)).item()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-5, 6e-5})
    void whatIsLearntShowsAsItDoesOverF32(double rate) {
        List<Double> expected = learnt(fine, rate);
        List<Double> found = learnt(coarse, rate);
        for (int step = 0; step < 3; step++) {
            assertThat(expected.get(step)).isPositive();
            assertThat(found.get(step) / expected.get(step))
                    .as("after %d steps", step + 1)
                    .isCloseTo(1, within(.1));
        }
    }

    /** As PEFT adds it: less than half of it shows. */
    @Test
    void withRoundedSumsLittleOfItShows() {
        List<Double> expected = learnt(fine, 1e-5);
        try (ArithmeticScope rounding = coarse.roundingSums()) {
            List<Double> found = learnt(coarse, 1e-5);
            for (int step = 0; step < 3; step++) {
                assertThat(found.get(step) / expected.get(step)).isLessThan(.6);
            }
        }
    }

    /** The mean log-probability after one, two and three steps of learning the texts, less that before. */
    private List<Double> learnt(LanguageModel model, double rate) {
        model.trainable(false);
        model.addAdapter("policy", LoraConfig.ofRank(4), Rng.seeded(2));
        List<Double> shifts = new ArrayList<>();
        double before = mean(model);
        try (AdapterScope on = model.use("policy");
                AdamW adam = new AdamW(model.adapterParameters("policy"), new AdamW.Settings(.9, .999, 1e-8, 0))) {
            for (int step = 0; step < 3; step++) {
                adam.clearGradients();
                try (Scope own = Scope.open();
                        GradientPass pass = model.gradientPass(false)) {
                    pass.backward(LogProbs.of(model, model.hidden(batch), batch)
                            .mean()
                            .neg());
                }
                adam.step(rate);
                shifts.add(mean(model) - before);
            }
        }
        model.removeAdapter("policy");
        return shifts;
    }

    /** Otherwise the first ratio of a policy to itself would not be 1. */
    @Test
    void samplingAndTheTrainingPassSayTheSame() {
        lay(coarse, 1e-2);
        try (AdapterScope on = coarse.use("policy");
                NoGrad off = NoGrad.on()) {
            Sample sample = new Sampler(coarse, Sampling.ofPolicy(12, List.of()))
                    .sample(List.of(new int[] {1, 5, 9}), 4)
                    .getFirst();
            int[] all = new int[3 + sample.tokens().length];
            System.arraycopy(new int[] {1, 5, 9}, 0, all, 0, 3);
            System.arraycopy(sample.tokens(), 0, all, 3, sample.tokens().length);
            TokenBatch whole = TokenBatch.rightPadded(List.of(all));
            double[] trained =
                    LogProbs.of(coarse, coarse.hidden(whole), whole).reshape(-1).toDoubles();
            for (int i = 0; i < sample.logProbs().length; i++) {
                assertThat((double) sample.logProbs()[i]).isCloseTo(trained[2 + i], within(2e-3));
            }
        }
    }

    @Test
    void everyGradientIsNearThatOfF32() {
        List<Tensor> expected = gradients(fine);
        List<Tensor> found = gradients(coarse);
        for (int i = 0; i < expected.size(); i++) {
            double distance = ParityFixture.norm(found.get(i).sub(expected.get(i)));
            assertThat(distance).isLessThan(.03 * ParityFixture.norm(expected.get(i)));
        }
    }

    private List<Tensor> gradients(LanguageModel model) {
        model.trainable(false);
        lay(model, 1e-2);
        try (AdapterScope on = model.use("policy");
                GradientPass pass = model.gradientPass(false)) {
            pass.backward(LogProbs.of(model, model.hidden(batch), batch).mean().neg());
        }
        List<Tensor> gradients = new ArrayList<>();
        model.adapterParameters("policy")
                .values()
                .forEach(factor -> gradients.add(factor.grad().orElseThrow().copy()));
        return gradients;
    }

    /** The same factors for every model. */
    private void lay(LanguageModel model, double size) {
        model.addAdapter("policy", LoraConfig.ofRank(4), Rng.seeded(2));
        Rng same = Rng.seeded(6);
        try (NoGrad off = NoGrad.on()) {
            model.adapterParameters("policy").forEach((name, factor) -> {
                if (name.contains("lora_B")) {
                    factor.copyFrom(Tensor.randomNormal(same, 0, size, factor.shape()));
                }
            });
        }
    }

    private double mean(LanguageModel model) {
        try (Scope own = Scope.open();
                NoGrad off = NoGrad.on()) {
            return LogProbs.of(model, model.hidden(batch), batch)
                    .to(DType.F64)
                    .mean()
                    .item();
        }
    }

    private static TokenBatch texts() {
        Rng ids = Rng.seeded(8);
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            int[] row = new int[100];
            for (int t = 0; t < row.length; t++) {
                row[t] = ids.nextInt(12);
            }
            rows.add(row);
        }
        return TokenBatch.rightPadded(rows);
    }
}
