package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every family against transformers; the expectations are made by src/test/referee/language_model_parity.py. Batches are of
 * seven rows of one to thirteen tokens, and of one.
 */
class ParityTest {
    private static final double LOGITS = 1e-4;
    private static final double GRADIENTS = 1e-4;
    private static final Path FIXTURES = Path.of("src/test/resources/parity");
    private static final Path STORIES = Path.of(System.getProperty("careloop.shared"), "models/stories260K");

    @ParameterizedTest
    @EnumSource
    void logitsEqualTransformersHoweverRowsArePadded(Small small) throws IOException {
        checkLogits(small.model(), small.directory());
    }

    @Test
    void logitsOfATrainedModelEqualTransformers() throws IOException {
        assumeTrue(Files.exists(STORIES), "stories260K is not in the shared models");
        LanguageModel model = LanguageModel.load(STORIES, LoadOptions.cpu());
        checkLogits(model, FIXTURES.resolve("stories260K"));
        checkCache(model, FIXTURES.resolve("stories260K"));
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
    @EnumSource
    void aCacheFedInPiecesGivesTheLogitsOfTheWholeText(Small small) throws IOException {
        checkCache(small.model(), small.directory());
    }

    private static void checkCache(LanguageModel model, Path fixture) throws IOException {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on();
                SafeTensors expected = SafeTensors.open(fixture.resolve("expected.safetensors"))) {
            List<int[]> rows = rows(expected);
            Tensor wanted = expected.read("logits");
            for (int piece : new int[] {1, 4, 13}) {
                checkRows(fed(model, TokenBatch.leftPadded(rows), piece), wanted, rows, TokenBatch.Padding.LEFT);
                checkRows(fed(model, TokenBatch.rightPadded(rows), piece), wanted, rows, TokenBatch.Padding.RIGHT);
                Tensor alone = fed(model, TokenBatch.rightPadded(rows.subList(0, 1)), piece);
                checkRows(alone, wanted, rows.subList(0, 1), TokenBatch.Padding.NONE);
            }
        }
    }

    /** The logits of a batch that goes through a cache so many places at a time. */
    private static Tensor fed(LanguageModel model, TokenBatch batch, int piece) {
        List<Tensor> logits = new ArrayList<>();
        Tensor seen = batch.padding() == TokenBatch.Padding.LEFT ? batch.mask() : null;
        try (KeyValueCache cache = model.cache(batch.batch(), batch.length())) {
            for (int at = 0; at < batch.length(); at += piece) {
                int length = Math.min(piece, batch.length() - at);
                Tensor hidden = model.next(
                        batch.ids().narrow(1, at, length),
                        batch.positions().narrow(1, at, length),
                        seen == null ? null : seen.narrow(1, 0, at + length),
                        cache);
                logits.add(model.logits(hidden));
            }
        }
        return Tensor.cat(1, logits.toArray(Tensor[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void lossAndEveryGradientEqualTransformers(Small small) throws IOException {
        LanguageModel model = small.model();
        model.trainable(true);
        try (Scope scope = Scope.open();
                SafeTensors expected = SafeTensors.open(small.directory().resolve("expected.safetensors"))) {
            List<int[]> rows = rows(expected);
            TokenBatch batch = TokenBatch.rightPadded(rows);
            int targets = rows.stream().mapToInt(row -> row.length - 1).sum();

            Tensor loss = LogProbs.of(model, model.hidden(batch), batch)
                    .sum()
                    .div(targets)
                    .neg();
            loss.backward();

            assertThat(loss.item()).isCloseTo(expected.read("loss").item(), within(1e-5));
            for (Map.Entry<String, Tensor> parameter : model.parameters().entrySet()) {
                Tensor wanted = expected.read("grad." + parameter.getKey());
                Tensor ours = parameter.getValue().grad().orElseThrow();
                assertThat(norm(ours.sub(wanted)) / norm(wanted))
                        .as(parameter.getKey())
                        .isLessThan(GRADIENTS);
            }
        }
    }

    /** The small random models, by the names of their directories. */
    enum Small {
        PLAIN,
        GROUPED_TIED,
        LINEAR,
        LLAMA3_BIASED,
        MISTRAL,
        QWEN2,
        QWEN2_WINDOWED,
        QWEN3;

        Path directory() {
            return FIXTURES.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }

        LanguageModel model() throws IOException {
            return this == PLAIN
                    ? LanguageModel.load(directory(), LoadOptions.cpu())
                    : new LanguageModel(ModelConfig.read(directory()), true, new FormulaWeights());
        }
    }

    private static double norm(Tensor tensor) {
        return tensor.square().sum().sqrt().item();
    }

    private static void checkLogits(LanguageModel model, Path fixture) throws IOException {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on();
                SafeTensors expected = SafeTensors.open(fixture.resolve("expected.safetensors"))) {
            List<int[]> rows = rows(expected);
            Tensor wanted = expected.read("logits");
            Tensor right = model.logits(model.hidden(TokenBatch.rightPadded(rows)));
            Tensor left = model.logits(model.hidden(TokenBatch.leftPadded(rows)));
            checkRows(right, wanted, rows, TokenBatch.Padding.RIGHT);
            checkRows(left, wanted, rows, TokenBatch.Padding.LEFT);
            for (int r = 0; r < rows.size(); r++) {
                List<int[]> one = rows.subList(r, r + 1);
                Tensor alone = model.logits(model.hidden(TokenBatch.rightPadded(one)));
                checkRows(alone, wanted.narrow(0, r, 1), one, TokenBatch.Padding.NONE);
            }
        }
    }

    /** Compares the places of tokens; {@code wanted} is padded at the right. */
    private static void checkRows(Tensor ours, Tensor wanted, List<int[]> rows, TokenBatch.Padding padding) {
        for (int r = 0; r < rows.size(); r++) {
            int length = rows.get(r).length;
            long start = padding == TokenBatch.Padding.LEFT ? ours.size(1) - length : 0;
            Tensor row = wanted.select(0, r).narrow(0, 0, length);
            assertThat(furthest(ours.select(0, r).narrow(0, start, length), row))
                    .as("row %d, padded %s", r, padding)
                    .isLessThan(LOGITS);
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
