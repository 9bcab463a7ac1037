package org.careloop.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.ModelSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RewardModelTest {
    private static final int END = 2;
    private static final RewardCheckpoint.Facts FACTS = new RewardCheckpoint.Facts(.25, TieModel.RAO_KUPPER, -1.5, 512);

    @TempDir
    Path folder;

    @Test
    void scoresDoNotVaryWithBatchSizeOrderOrPadding() {
        RewardModel model = random();
        List<int[]> texts = texts();
        double[] together = model.score(texts);
        double[] reversed = model.score(texts.reversed());
        for (int i = 0; i < texts.size(); i++) {
            double alone = model.score(List.of(texts.get(i)))[0];
            assertThat(together[i]).as("text %d in a batch", i).isCloseTo(alone, within(1e-5));
            assertThat(reversed[texts.size() - 1 - i]).isCloseTo(alone, within(1e-5));
        }
        assertThat(together).doesNotHaveDuplicates();
    }

    @Test
    void theLastTokenIsFoundByTheMaskEvenWhereItIsThePaddingToken() {
        // The padding id is 0, and the last tokens of the short text are 0 too: a search for the padding id would cut
        // them off.
        RewardModel model = random();
        int[] endsInZeros = {1, 7, 9, 0, 0};
        int[] longer = {1, 7, 9, 4, 4, 4, 4, 4, END};
        double alone = model.score(List.of(endsInZeros))[0];
        assertThat(model.score(List.of(longer, endsInZeros))[1]).isCloseTo(alone, within(1e-5));
        assertThat(model.score(List.of(new int[] {1, 7, 9}))[0]).isNotCloseTo(alone, within(1e-4));
    }

    @Test
    void leftPaddedRowsScoreTheSame() {
        RewardModel model = random();
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            double[] right = model.scores(TokenBatch.rightPadded(texts())).toDoubles();
            double[] left = model.scores(TokenBatch.leftPadded(texts())).toDoubles();
            assertThat(left).hasSameSizeAs(right);
            for (int i = 0; i < left.length; i++) {
                assertThat(left[i]).isCloseTo(right[i], within(1e-5));
            }
        }
    }

    @Test
    void aNewHeadIsNarrowAndInSinglePrecision() {
        try (Scope scope = Scope.open()) {
            Tensor weight =
                    LinearHead.initialise(4095, Rng.seeded(5), Device.CPU).weight();
            assertThat(weight.shape()).containsExactly(1, 4095);
            assertThat(Math.sqrt(weight.square().mean().item())).isCloseTo(1 / 4096., within(1e-5));
        }
    }

    @Test
    void aSavedModelScoresTheSameAndKeepsItsShift() throws IOException {
        Path base = SharedData.stories();
        LanguageModel trunk = LanguageModel.load(base, LoadOptions.cpu());
        RewardModel model = RewardModel.full(trunk, Rng.seeded(1)).shifted(.25);
        RewardCheckpoint.write(model, FACTS, base, DType.F32, folder);
        RewardModel loaded = RewardModel.load(ModelSource.whole(folder), LoadOptions.cpu());
        assertThat(loaded.shift()).isEqualTo(.25);
        assertThat(loaded.score(texts())).isEqualTo(model.score(texts()));
    }

    @Test
    void aCheckpointIsAClassifierWhosePaddingEndsNoConversation() throws IOException {
        Path base = SharedData.stories();
        RewardModel model = RewardModel.full(LanguageModel.load(base, LoadOptions.cpu()), Rng.seeded(1));
        RewardCheckpoint.write(model, FACTS, base, DType.F32, folder);
        JsonNode config = Json.read(folder.resolve("config.json"), JsonNode.class);
        assertThat(config.path("architectures").path(0).asString()).isEqualTo("LlamaForSequenceClassification");
        assertThat(config.path("id2label").size()).isEqualTo(1);
        assertThat(config.path("eos_token_id").asInt()).isEqualTo(END);
        assertThat(config.path("pad_token_id").asInt()).isEqualTo(1);
        assertThat(Json.read(folder.resolve("tokenizer_config.json"), JsonNode.class)
                        .path("pad_token")
                        .asString())
                .isEqualTo("<s>");
    }

    @Test
    void aLanguageModelIsRefusedAsARewardModel() {
        Path stories = SharedData.stories();
        assertThatThrownBy(() -> RewardModel.load(ModelSource.whole(stories), LoadOptions.cpu()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stories260K")
                .hasMessageContaining("no reward model");
    }

    private static RewardModel random() {
        ModelConfig config = ModelConfig.llama(32, 16, 24, 2, 4, 2, 64);
        LanguageModel trunk = LanguageModel.initialise(config, Rng.seeded(3));
        try (Scope scope = Scope.open()) {
            Tensor weight = Tensor.randomNormal(Rng.seeded(4), 0, 1, 1, 16);
            return new RewardModel(trunk, null, new LinearHead(weight.unscoped()), 0);
        }
    }

    private static List<int[]> texts() {
        List<int[]> texts = new ArrayList<>();
        for (int length : new int[] {9, 3, 14, 5, 30, 2}) {
            int[] text = new int[length];
            for (int i = 0; i < length; i++) {
                text[i] = 3 + (i * 7 + length) % 29;
            }
            text[0] = 1;
            text[length - 1] = END;
            texts.add(text);
        }
        return texts;
    }
}
