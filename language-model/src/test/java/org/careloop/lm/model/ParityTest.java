package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against transformers; the expectations are made by src/test/referee/language_model_parity.py. */
class ParityTest {
    private static final double LOGITS = 1e-4;
    private static final Path FIXTURES = Path.of("src/test/resources/parity");
    private static final Path STORIES = Path.of(System.getProperty("careloop.shared"), "models/stories260K");

    @ParameterizedTest
    @ValueSource(strings = {"plain", "grouped-tied", "linear", "llama3-biased"})
    void logitsEqualTransformersHoweverRowsArePadded(String name) throws IOException {
        LanguageModel model = LanguageModel.load(FIXTURES.resolve(name), LoadOptions.cpu());
        checkLogits(model, FIXTURES.resolve(name));
    }

    @Test
    void logitsOfATrainedModelEqualTransformers() throws IOException {
        assumeTrue(Files.exists(STORIES), "stories260K is not in the shared models");
        checkLogits(LanguageModel.load(STORIES, LoadOptions.cpu()), FIXTURES.resolve("stories260K"));
    }

    @Test
    void shardsHoldTheSameModel() throws IOException {
        LanguageModel whole = LanguageModel.load(FIXTURES.resolve("plain"), LoadOptions.cpu());
        LanguageModel sharded = LanguageModel.load(FIXTURES.resolve("sharded"), LoadOptions.cpu());
        assertThat(sharded.parameters().keySet()).isEqualTo(whole.parameters().keySet());
        whole.parameters()
                .forEach((name, tensor) -> assertThat(
                                sharded.parameters().get(name).equalTo(tensor))
                        .as(name)
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "grouped-tied", "linear", "llama3-biased"})
    void aCacheFedOneTokenAtATimeGivesTheLogitsOfTheWholeText(String name) throws IOException {
        LanguageModel model = LanguageModel.load(FIXTURES.resolve(name), LoadOptions.cpu());
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on();
                SafeTensors expected = SafeTensors.open(FIXTURES.resolve(name).resolve("expected.safetensors"))) {
            int[] row = rows(expected).getFirst();
            Tensor wanted = expected.read("logits").select(0, 0);
            try (KeyValueCache cache = model.cache(1, row.length)) {
                model.read(TokenBatch.rightPadded(List.of(new int[] {row[0], row[1]})), cache);
                for (int i = 2; i < row.length; i++) {
                    Tensor hidden = model.next(
                            Tensor.of(new int[] {row[i]}, 1, 1), Tensor.of(new int[] {i}, 1, 1), null, cache);
                    assertThat(furthest(model.logits(hidden).reshape(-1), wanted.select(0, i)))
                            .isLessThan(LOGITS);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "grouped-tied", "linear", "llama3-biased"})
    void lossAndGradientsEqualTransformers(String name) throws IOException {
        LanguageModel model = LanguageModel.load(FIXTURES.resolve(name), LoadOptions.cpu());
        model.trainable(true);
        try (Scope scope = Scope.open();
                SafeTensors expected = SafeTensors.open(FIXTURES.resolve(name).resolve("expected.safetensors"))) {
            TokenBatch batch = TokenBatch.rightPadded(List.of(rows(expected).getFirst()));

            Tensor loss = LogProbs.of(model, model.hidden(batch), batch).mean().neg();
            loss.backward();

            assertThat(loss.item()).isCloseTo(expected.read("loss").item(), within(1e-5));
            for (Map.Entry<String, Tensor> parameter : model.parameters().entrySet()) {
                double norm = expected.read("grad." + parameter.getKey()).item();
                double ours = Math.sqrt(
                        parameter.getValue().grad().orElseThrow().square().sum().item());
                assertThat(ours).as(parameter.getKey()).isCloseTo(norm, within(1e-4 * norm));
            }
        }
    }

    private static void checkLogits(LanguageModel model, Path fixture) throws IOException {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on();
                SafeTensors expected = SafeTensors.open(fixture.resolve("expected.safetensors"))) {
            List<int[]> rows = rows(expected);
            Tensor wanted = expected.read("logits");
            Tensor right = model.logits(model.hidden(TokenBatch.rightPadded(rows)));
            Tensor left = model.logits(model.hidden(TokenBatch.leftPadded(rows)));
            for (int r = 0; r < rows.size(); r++) {
                int length = rows.get(r).length;
                Tensor row = wanted.select(0, r).narrow(0, 0, length);
                Tensor alone = model.logits(model.hidden(TokenBatch.rightPadded(List.of(rows.get(r)))));
                assertThat(furthest(right.select(0, r).narrow(0, 0, length), row))
                        .isLessThan(LOGITS);
                assertThat(furthest(left.select(0, r).narrow(0, left.size(1) - length, length), row))
                        .isLessThan(LOGITS);
                assertThat(furthest(alone.select(0, 0), row)).isLessThan(LOGITS);
            }
        }
    }

    private static List<int[]> rows(SafeTensors expected) {
        Tensor ids = expected.read("ids");
        Tensor mask = expected.read("mask");
        List<int[]> rows = new ArrayList<>();
        for (int r = 0; r < ids.size(0); r++) {
            int length = (int) mask.select(0, r).to(DType.I64).sum().item();
            rows.add(ids.select(0, r).narrow(0, 0, length).toInts());
        }
        return rows;
    }

    private static double furthest(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item();
    }
}
