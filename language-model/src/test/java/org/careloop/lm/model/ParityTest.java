package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.lm.model.ParityFixture.Small;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every family against transformers on the CPU. */
class ParityTest {
    private static final Path STORIES = Path.of(System.getProperty("careloop.shared"), "models/stories260K");

    @ParameterizedTest
    @EnumSource
    void logitsEqualTransformersHoweverRowsArePadded(Small small) throws IOException {
        expected(small.directory()).checkLogits(small.model());
    }

    @Test
    void logitsOfATrainedModelEqualTransformers() throws IOException {
        assumeTrue(Files.exists(STORIES), "stories260K is not in the shared models");
        LanguageModel model = LanguageModel.load(STORIES, LoadOptions.cpu());
        ParityFixture expected = expected(ParityFixture.ALL.resolve("stories260K"));
        expected.checkLogits(model);
        expected.checkCache(model);
    }

    @Test
    void shardsHoldTheSameModel() throws IOException {
        LanguageModel whole = LanguageModel.load(ParityFixture.ALL.resolve("plain"), LoadOptions.cpu());
        LanguageModel sharded = LanguageModel.load(ParityFixture.ALL.resolve("sharded"), LoadOptions.cpu());
        assertThat(sharded.parameters().keySet()).isEqualTo(whole.parameters().keySet());
        whole.parameters()
                .forEach((name, tensor) -> assertThat(
                                sharded.parameters().get(name).equalTo(tensor))
                        .as(name)
                        .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void aCacheFedInPiecesGivesTheLogitsOfTheWholeText(Small small) throws IOException {
        expected(small.directory()).checkCache(small.model());
    }

    @ParameterizedTest
    @EnumSource
    void lossAndEveryGradientEqualTransformers(Small small) throws IOException {
        expected(small.directory()).checkLossAndGradients(small.model());
    }

    private static ParityFixture expected(Path directory) {
        return new ParityFixture(directory, 1e-4, 1e-4);
    }
}
