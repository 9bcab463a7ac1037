package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;

/**
 * What transformers computes of seven rows of one to thirteen tokens, and how far a model of ours may be from it.
 * src/test/referee/language_model_parity.py makes the expectations.
 *
 * @param furthest of two logits
 * @param gradients relative, by the norms of one parameter
 */
record ParityFixture(Path directory, double furthest, double gradients) {
    static final Path ALL = Path.of("src/test/resources/parity");

    /** The small random models, by the names of their directories. */
    enum Small {
        PLAIN,
        GROUPED_TIED,
        LINEAR,
        LLAMA3_BIASED,
        MISTRAL,
        QWEN2,
        QWEN2_WINDOWED,
        QWEN3,
        QWEN3_YARN,
        QWEN3_MOE,
        GEMMA3;

        Path directory() {
            return ALL.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }

        /** In F32 on the CPU. */
        LanguageModel model() throws IOException {
            return model(Device.CPU);
        }

        /** In F32. */
        LanguageModel model(Device device) throws IOException {
            if (this == PLAIN) {
                return LanguageModel.load(directory(), new LoadOptions(DType.F32, device));
            }
            ParameterSource weights = new FormulaWeights();
            return new LanguageModel(
                    ModelConfig.read(directory()),
                    true,
                    (name, shape) -> weights.get(name, shape).to(device).unscoped());
        }
    }

    void checkLogits(LanguageModel model) throws IOException {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on();
                SafeTensors expected = expected()) {
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

    void checkCache(LanguageModel model) throws IOException {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on();
                SafeTensors expected = expected()) {
            List<int[]> rows = rows(expected);
            Tensor wanted = expected.read("logits");
            for (int piece : new int[] {1, 4, 13}) {
                checkFed(batch -> fed(model, batch, piece), wanted, rows);
            }
            checkFed(batch -> stepped(model, batch), wanted, rows);
        }
    }

    private void checkFed(Function<TokenBatch, Tensor> logits, Tensor wanted, List<int[]> rows) {
        checkRows(logits.apply(TokenBatch.leftPadded(rows)), wanted, rows, TokenBatch.Padding.LEFT);
        checkRows(logits.apply(TokenBatch.rightPadded(rows)), wanted, rows, TokenBatch.Padding.RIGHT);
        List<int[]> one = rows.subList(0, 1);
        checkRows(logits.apply(TokenBatch.rightPadded(one)), wanted, one, TokenBatch.Padding.NONE);
    }

    /** The logits of a batch whose places after the first go through a cache as the tokens of a sampling do. */
    private static Tensor stepped(LanguageModel model, TokenBatch rows) {
        TokenBatch batch = rows.to(model.device());
        List<Tensor> logits = new ArrayList<>();
        try (KeyValueCache cache = model.cache(batch.batch(), batch.length())) {
            logits.add(model.logits(model.next(
                    batch.ids().narrow(1, 0, 1),
                    batch.positions().narrow(1, 0, 1),
                    batch.mask().narrow(1, 0, 1),
                    cache)));
            try (TokenSteps steps = model.steps(cache, batch.mask())) {
                for (int at = 1; at < batch.length(); at++) {
                    int[] ids = batch.ids().select(1, at).toInts();
                    int[] positions = batch.positions().select(1, at).toInts();
                    logits.add(model.logits(steps.next(ids, positions)).unsqueeze(1));
                }
            }
        }
        return Tensor.cat(1, logits.toArray(Tensor[]::new));
    }

    /** The logits of a batch that goes through a cache so many places at a time. */
    private static Tensor fed(LanguageModel model, TokenBatch rows, int piece) {
        TokenBatch batch = rows.to(model.device());
        List<Tensor> logits = new ArrayList<>();
        Tensor tokenMask = batch.padding() == TokenBatch.Padding.LEFT ? batch.mask() : null;
        try (KeyValueCache cache = model.cache(batch.batch(), batch.length())) {
            for (int at = 0; at < batch.length(); at += piece) {
                int length = Math.min(piece, batch.length() - at);
                Tensor hidden = model.next(
                        batch.ids().narrow(1, at, length),
                        batch.positions().narrow(1, at, length),
                        tokenMask == null ? null : tokenMask.narrow(1, 0, at + length),
                        cache);
                logits.add(model.logits(hidden));
            }
        }
        return Tensor.cat(1, logits.toArray(Tensor[]::new));
    }

    void checkLossAndGradients(LanguageModel model) throws IOException {
        model.trainable(true);
        try (Scope scope = Scope.open();
                SafeTensors expected = expected()) {
            List<int[]> rows = rows(expected);
            TokenBatch batch = TokenBatch.rightPadded(rows);
            int targets = rows.stream().mapToInt(row -> row.length - 1).sum();

            Tensor loss = LogProbs.of(model, model.hidden(batch), batch)
                    .sum()
                    .div(targets)
                    .neg();
            loss.backward();

            assertThat(Math.abs(loss.item() - expected.read("loss").item())).isLessThan(furthest / 10);
            for (Map.Entry<String, Tensor> parameter : model.parameters().entrySet()) {
                Tensor wanted = expected.read("grad." + parameter.getKey());
                Tensor ours = parameter.getValue().grad().orElseThrow().to(Device.CPU);
                assertThat(norm(ours.sub(wanted)) / norm(wanted))
                        .as(parameter.getKey())
                        .isLessThan(gradients);
            }
        }
    }

    static double norm(Tensor tensor) {
        return tensor.square().sum().sqrt().item();
    }

    /** Compares the places of tokens; {@code wanted} is padded at the right. */
    private void checkRows(Tensor ours, Tensor wanted, List<int[]> rows, TokenBatch.Padding padding) {
        for (int r = 0; r < rows.size(); r++) {
            int length = rows.get(r).length;
            long start = padding == TokenBatch.Padding.LEFT ? ours.size(1) - length : 0;
            Tensor row = wanted.select(0, r).narrow(0, 0, length);
            Tensor found = ours.select(0, r).narrow(0, start, length).to(Device.CPU);
            assertThat(found.sub(row).abs().max().item())
                    .as("row %d, padded %s", r, padding)
                    .isLessThan(furthest);
        }
    }

    List<int[]> rows() throws IOException {
        try (Scope scope = Scope.open();
                SafeTensors expected = expected()) {
            return rows(expected);
        }
    }

    private SafeTensors expected() throws IOException {
        return SafeTensors.open(directory.resolve("expected.safetensors"));
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
}
