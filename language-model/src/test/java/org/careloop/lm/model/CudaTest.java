package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.generate.Sample;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.DeviceMemory;
import org.careloop.lm.tensor.NativeException;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same on a graphics card as on the processor. */
@EnabledIf(value = "org.careloop.lm.tensor.Backend#hasCuda", disabledReason = "no CUDA device")
class CudaTest {
    private static final Device CARD = Device.cuda(0);
    private static final Path STORIES = Path.of(System.getProperty("careloop.shared"), "models/stories260K");

    @ParameterizedTest
    @EnumSource
    void logitsEqualTransformersInF32(ParityFixture.Small small) throws IOException {
        LanguageModel model = small.model(CARD);
        expected(small).checkLogits(model);
        expected(small).checkCache(model);
    }

    @ParameterizedTest
    @EnumSource
    void lossAndEveryGradientEqualTransformersInF32(ParityFixture.Small small) throws IOException {
        expected(small).checkLossAndGradients(small.model(CARD));
    }

    @ParameterizedTest
    @EnumSource
    void sixteenBitsAreNearF32(ParityFixture.Small small) throws IOException {
        LanguageModel whole = small.model(CARD);
        assertThat(distance(whole.copy(DType.BF16), whole, expected(small).rows()))
                .isLessThan(2e-2);
    }

    @Test
    void sixteenBitsOfATrainedModelAreNearF32() throws IOException {
        LanguageModel whole = stories(CARD);
        List<int[]> rows = new ParityFixture(ParityFixture.ALL.resolve("stories260K"), 1e-3, 1e-3).rows();
        assertThat(distance(whole.copy(DType.BF16), whole, rows)).isLessThan(2e-2);
    }

    /** Of the logits, relative, by their norms. */
    private static double distance(LanguageModel model, LanguageModel reference, List<int[]> rows) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            TokenBatch batch = TokenBatch.rightPadded(rows);
            Tensor tokenMask = batch.mask().unsqueeze(2).to(DType.F32).to(CARD);
            Tensor wanted = reference.logits(reference.hidden(batch)).mul(tokenMask);
            Tensor found = model.logits(model.hidden(batch)).to(DType.F32).mul(tokenMask);
            return ParityFixture.norm(found.sub(wanted)) / ParityFixture.norm(wanted);
        }
    }

    @Test
    void sampledTextsAreThoseOfTheProcessor() throws IOException {
        List<int[]> prompts = List.of(new int[] {1, 403, 407}, new int[] {1}, new int[] {1, 410, 259, 261, 405});
        Sampling sampling = new Sampling(0.9, 0.95, 40, 1.1, 3, 60, List.of(2));
        checkSameTexts(
                new Sampler(stories(Device.CPU), sampling).sample(prompts, 7),
                new Sampler(stories(CARD), sampling).sample(prompts, 7));
    }

    @Test
    void aLongTextIsThatOfTheProcessor() throws IOException {
        List<int[]> prompts = List.of(new int[] {1, 403, 407}, new int[] {1});
        Sampling sampling = Sampling.greedy(400, List.of());
        checkSameTexts(
                new Sampler(stories(Device.CPU), sampling).sample(prompts, 7),
                new Sampler(stories(CARD), sampling).sample(prompts, 7));
    }

    @Test
    void anAdapterIsSampledFromAndTheReferenceBesideIt() throws IOException {
        List<Sample> onCpu = policyAndReference(Device.CPU);
        checkSameTexts(onCpu, policyAndReference(CARD));
        assertThat(onCpu.getFirst().tokens()).isNotEqualTo(onCpu.getLast().tokens());
    }

    private static List<Sample> policyAndReference(Device device) throws IOException {
        LanguageModel model = stories(device);
        addDisturbed(model, Rng.seeded(3));
        Sampler sampler = new Sampler(model, Sampling.greedy(40, List.of()));
        List<int[]> prompt = List.of(new int[] {1, 403, 407});
        List<Sample> texts = new ArrayList<>();
        try (AdapterScope on = model.use("policy")) {
            texts.addAll(sampler.sample(prompt, 1));
            try (AdapterScope none = model.useNone()) {
                texts.addAll(sampler.sample(prompt, 1));
            }
        }
        return texts;
    }

    private static void checkSameTexts(List<Sample> expected, List<Sample> found) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).tokens()).isEqualTo(expected.get(i).tokens());
        }
    }

    private static void addDisturbed(LanguageModel model, Rng rng) {
        model.addAdapter("policy", LoraConfig.ofRank(4), rng);
        try (NoGrad off = NoGrad.on();
                Scope scope = Scope.open()) {
            model.adapterParameters("policy")
                    .values()
                    .forEach(p -> p.addInPlace(
                            Tensor.randomNormal(rng, 0, 0.05, p.shape()).to(model.device())));
        }
    }

    @Test
    void whatIsComputedTwiceHasTheGradientOfWhatIsKept() throws IOException {
        LanguageModel model = ParityFixture.Small.GROUPED_TIED.model(CARD);
        model.trainable(true);
        try (Scope scope = Scope.open()) {
            TokenBatch batch = TokenBatch.rightPadded(
                    expected(ParityFixture.Small.GROUPED_TIED).rows());
            Map<String, Tensor> kept = gradients(model, batch, false);
            Map<String, Tensor> twice = gradients(model, batch, true);
            kept.forEach((name, gradient) -> assertThat(
                            ParityFixture.norm(gradient.sub(twice.get(name))) / ParityFixture.norm(gradient))
                    .as(name)
                    .isLessThan(1e-5));
        }
    }

    private static Map<String, Tensor> gradients(LanguageModel model, TokenBatch batch, boolean recompute) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        model.parameters().values().forEach(Tensor::clearGrad);
        try (GradientPass pass = model.gradientPass(recompute)) {
            pass.backward(LogProbs.of(model, model.hidden(batch), batch).mean().neg());
        }
        model.parameters()
                .forEach((name, parameter) ->
                        gradients.put(name, parameter.grad().orElseThrow().copy()));
        return gradients;
    }

    @Test
    void aSavedAdapterOverSixteenBitsComesBack(@TempDir Path directory) throws IOException {
        LanguageModel model = stories(CARD).copy(DType.BF16);
        Rng rng = Rng.seeded(3);
        addDisturbed(model, rng);
        LinearHead head = LinearHead.initialise(model.config().hiddenSize(), rng, CARD);
        PeftAdapter.save(model, "policy", directory, "base", head);

        LinearHead loaded = PeftAdapter.load(model, "again", directory, rng).orElseThrow();

        assertThat(loaded.weight().device()).isEqualTo(CARD);
        assertThat(loaded.weight().equalTo(head.weight())).isTrue();
        model.adapterParameters("policy")
                .forEach((name, weight) -> assertThat(
                                model.adapterParameters("again").get(name).equalTo(weight))
                        .as(name)
                        .isTrue());
    }

    @Test
    void aCheckpointIsWrittenFromTheCard(@TempDir Path directory) throws IOException {
        LanguageModel model = stories(CARD);
        CheckpointWriter.of(model).tokenizerFrom(STORIES).write(directory);
        LanguageModel read = LanguageModel.load(directory, LoadOptions.cpu());
        model.parameters()
                .forEach(
                        (name, weight) -> assertThat(read.parameters().get(name).equalTo(weight.to(Device.CPU)))
                                .as(name)
                                .isTrue());
    }

    @Test
    void tooLargeATensorIsRefusedInWordsThatHelp() {
        long elements = 4 * DeviceMemory.of(CARD).total();
        assertThatThrownBy(() -> Tensor.empty(new long[] {elements}, DType.F32, CARD))
                .isInstanceOf(NativeException.class)
                .hasMessageContaining("the GPU's memory")
                .hasMessageContaining("GiB are free; lower microBatchTokens");
    }

    @Test
    void memoryIsCounted() {
        try (Scope scope = Scope.open()) {
            long before = DeviceMemory.of(CARD).held();
            Tensor.empty(new long[] {1 << 20}, DType.F32, CARD);
            DeviceMemory now = DeviceMemory.of(CARD);
            assertThat(now.held() - before).isEqualTo(4 << 20);
            assertThat(now.peak()).isGreaterThanOrEqualTo(now.held());
            assertThat(now.free()).isBetween(1L, now.total());
        }
    }

    private static LanguageModel stories(Device device) throws IOException {
        assumeTrue(Files.exists(STORIES), "stories260K is not in the shared models");
        return LanguageModel.load(STORIES, new LoadOptions(DType.F32, device));
    }

    private static ParityFixture expected(ParityFixture.Small small) {
        return new ParityFixture(small.directory(), 1e-3, 1e-3);
    }
}
