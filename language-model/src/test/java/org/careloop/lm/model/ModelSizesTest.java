package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.careloop.lm.config.Experts;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.Trainee;
import org.careloop.run.memory.ModelSizes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sizes that memory is planned by, read from the headers of weights, are those of the model that is loaded. */
class ModelSizesTest {
    private static final int RANK = 3;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(ParityFixture.Small.class)
    void theShapesOfTheWeightsSayWhatTheConfigurationSays(ParityFixture.Small small) throws IOException {
        try (Scope scope = Scope.open()) {
            LanguageModel model = small.model();
            CheckpointWriter.of(model).write(directory);
            ModelConfig config = ModelConfig.read(directory);
            Experts experts = config.experts();
            long inner = experts == null
                    ? config.intermediateSize()
                    : (long) experts.perToken() * experts.intermediateSize();

            ModelSizes sizes = ModelSizes.read(directory);
            assertThat(sizes)
                    .isEqualTo(new ModelSizes(
                            config.vocabularySize(),
                            config.hiddenSize(),
                            inner,
                            config.layers(),
                            (long) config.heads() * config.headSize(),
                            (long) config.keyValueHeads() * config.headSize(),
                            experts != null,
                            Trainee.weights(directory)));
            model.addAdapter("policy", LoraConfig.ofRank(RANK), Rng.seeded(1));
            assertThat(sizes.adapterWeights(RANK))
                    .isEqualTo(model.adapterParameters("policy").values().stream()
                            .mapToLong(Tensor::count)
                            .sum());
        }
    }
}
