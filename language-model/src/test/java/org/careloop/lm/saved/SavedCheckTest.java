package org.careloop.lm.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.saved.SavedReport.Form;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.ModelSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found of files that are right, of files that are not, and of a type that loses much. */
class SavedCheckTest {
    private static final ModelConfig NANO =
            ModelConfig.llama(60, 32, 48, 2, 4, 2, 64).withSpecialIds(1, List.of(2), 0);

    private final Scope scope = Scope.open();
    private final Rng rng = Rng.seeded(5);
    private final TextProbe probe = TextProbe.of(List.of(
            TextProbe.Text.answer(new int[] {1, 5, 9}, new int[] {33, 4, 41, 50, 2}),
            TextProbe.Text.answer(new int[] {1, 8}, new int[] {17, 58, 3, 2})));

    @TempDir
    private Path folder;

    private Path base;

    @BeforeEach
    void aBase() throws IOException {
        base = folder.resolve("base");
        CheckpointWriter.of(LanguageModel.initialise(NANO, rng))
                .dtype(DType.BF16)
                .write(base);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void whatWasWrittenOfAnAdapterIsWhatWasTrained(DType trunk) throws IOException {
        LanguageModel model = trained(trunk, 1e-3);

        SavedReport report = written(model, null).of(folder.resolve("model"), DType.F32, ModelSource.whole(base));

        assertThat(report.adapter()).isZero();
        assertThat(report.model()).isLessThan(1e-6);
        assertThat(report.bound()).isEqualTo(trunk == DType.F32 ? 1e-5 : 1e-3);
        assertThat(report.values()).isEqualTo(9);
        assertThat(report.served()).extracting(SavedReport.Served::form).containsExactly(Form.values());
    }

    @Test
    void theFormsOfServingSayWhatSixteenBitsLose() throws IOException {
        LanguageModel model = trained(DType.BF16, 2e-4);

        SavedReport report = written(model, null).of(folder.resolve("model"), DType.F32, ModelSource.whole(base));

        assertThat(report.lost().type()).isEqualTo("BF16");
        assertThat(report.lost().share()).isBetween(.3, .9);
        assertThat(report.lost().changed()).isEqualTo(15_360);
        assertThat(of(report, Form.TRAINED).difference()).isZero();
        assertThat(of(report, Form.MERGED_BF16).difference()).isPositive();
    }

    @Test
    void theDivergenceIsThatOfTheSameModelWhateverItIsWrittenAs() throws IOException {
        LanguageModel model = trained(DType.F32, .1);

        SavedReport report = written(model, null).of(folder.resolve("model"), DType.F32, ModelSource.whole(base));

        double kl = of(report, Form.TRAINED).kl();
        assertThat(kl).isBetween(1e-4, .1);
        assertThat(of(report, Form.F32).kl()).isCloseTo(kl, within(1e-9));
        assertThat(of(report, Form.MERGED_BF16).kl()).isCloseTo(kl, within(.1 * kl));
        assertThat(of(report, Form.ADAPTER_BF16).kl()).isCloseTo(kl, within(.1 * kl));
    }

    private static SavedReport.Served of(SavedReport report, Form form) {
        return report.served().stream()
                .filter(served -> served.form() == form)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMergeInSixteenBitsIsComparedWithTheSameRoundingAndSaysWhatItLost() throws IOException {
        LanguageModel model = trained(DType.F32, 1e-3);

        SavedReport report =
                written(model, DType.BF16).of(folder.resolve("model"), DType.BF16, ModelSource.whole(base));

        assertThat(report.type()).isEqualTo("BF16");
        assertThat(report.model()).isZero();
        assertThat(report.lost().share()).isBetween(.05, .9);
    }

    @Test
    void allWeightsInSixteenBitsSayWhatRoundedBack() throws IOException {
        LanguageModel model = LanguageModel.load(base, LoadOptions.cpu());
        try (NoGrad off = NoGrad.on()) {
            model.parameters().values().forEach(weight -> weight.mulInPlace(1 + 1e-3));
        }
        Path directory = folder.resolve("model");
        CheckpointWriter.of(model).dtype(DType.BF16).write(directory);

        SavedReport report = check(model, null).of(directory, DType.BF16, ModelSource.whole(base));

        assertThat(report.adapter()).isNull();
        assertThat(report.model()).isZero();
        // Served in sixteen bits it is the model before training again.
        assertThat(report.served())
                .extracting(SavedReport.Served::form)
                .containsExactly(Form.TRAINED, Form.MERGED_BF16);
        assertThat(of(report, Form.TRAINED).difference()).isZero();
        assertThat(of(report, Form.TRAINED).kl()).isPositive();
        assertThat(of(report, Form.MERGED_BF16).difference()).isPositive();
        assertThat(of(report, Form.MERGED_BF16).kl()).isZero();
        // Half a step of sixteen bits is between a 256th and a 512th of a weight: a thousandth is less for all.
        assertThat(report.lost().share()).isEqualTo(1);
    }

    @Test
    void filesOfAnotherTrainingFailAndStay() throws IOException {
        LanguageModel model = trained(DType.F32, 1e-2);
        written(model, null);
        try (NoGrad off = NoGrad.on()) {
            model.adapterParameters("policy").values().forEach(factor -> factor.mulInPlace(1.01));
        }
        Path directory = folder.resolve("model");

        assertThatThrownBy(() -> check(model, "policy").of(directory, DType.F32, ModelSource.whole(base)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("what was written is not what was trained")
                .hasMessageContaining("at most 1.0E-5 was expected. Its files stay in model");
        assertThat(directory.resolve("adapter/adapter_model.safetensors")).exists();
    }

    @Test
    void aWholeModelThatDiffersFails() throws IOException {
        LanguageModel model = trained(DType.F32, 1e-2);
        written(model, null);
        Path directory = folder.resolve("model");
        Files.copy(
                base.resolve("model.safetensors"),
                directory.resolve("model.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> check(model, "policy").of(directory, DType.F32, ModelSource.whole(base)))
                .hasMessageContaining("it differs by 0.0 (adapter)");
    }

    @Test
    void aJudgeIsAskedForEveryForm() throws IOException {
        LanguageModel model = trained(DType.F32, 1e-3);
        Path directory = folder.resolve("model");
        CheckpointWriter.of(model).adapter("policy").write(directory);
        SavedCheck check = new SavedCheck(
                new SavedCheck.Trained(model, "policy", null),
                probe.judgedBy(one -> new double[] {3.5, 5.5}),
                SavedCheckTest::whole);

        assertThat(check.of(directory, DType.F32, ModelSource.whole(base)).served())
                .extracting(SavedReport.Served::score)
                .containsOnly(4.5)
                .hasSize(4);
    }

    private LanguageModel trained(DType trunk, double size) throws IOException {
        LanguageModel model = LanguageModel.load(base, new LoadOptions(trunk, Device.CPU));
        model.addAdapter("policy", LoraConfig.ofRank(2), rng);
        try (NoGrad off = NoGrad.on()) {
            model.adapterParameters("policy").forEach((name, factor) -> {
                if (name.contains("lora_B")) {
                    factor.copyFrom(Tensor.randomNormal(rng, 0, size, factor.shape()));
                }
            });
        }
        return model;
    }

    private SavedCheck written(LanguageModel model, @Nullable DType type) throws IOException {
        CheckpointWriter writer = CheckpointWriter.of(model).adapter("policy");
        (type == null ? writer : writer.dtype(type)).write(folder.resolve("model"));
        return check(model, "policy");
    }

    private SavedCheck check(LanguageModel model, @Nullable String adapter) {
        return new SavedCheck(new SavedCheck.Trained(model, adapter, null), probe, SavedCheckTest::whole);
    }

    private static SavedCheck.Whole whole(Path directory, LoadOptions options) throws IOException {
        return new SavedCheck.Whole(LanguageModel.load(directory, options), null);
    }
}
