package org.careloop.ppo.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.generate.Sample;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;

/** A small random model on a device beside the same on the processor. */
final class DeviceParity {
    static final String LOGITS = "furthest logit in F32";
    static final String GRADIENTS = "furthest gradient of an adapter, of the largest";
    static final String SIXTEEN_BITS = "logits in BF16 against F32, by their norms";
    static final String TEXTS = "sampled tokens that differ";
    static final String WAITING = "sampled tokens that differ where texts wait";

    private static final List<int[]> PROMPTS =
            List.of(new int[] {1, 5, 9, 33, 7, 8}, new int[] {1}, new int[] {7, 7, 90}, new int[] {4, 200, 3, 2});

    private final LanguageModel here;
    private final LanguageModel there;

    DeviceParity(Device device) {
        here = LanguageModel.initialise(ModelConfig.llama(300, 64, 128, 4, 4, 2, 512), Rng.seeded(3));
        here.parameters().values().stream().filter(weight -> weight.rank() > 1).forEach(weight -> weight.mulInPlace(3));
        there = here.bareCopy(new LoadOptions(DType.F32, device));
        for (LanguageModel model : List.of(here, there)) {
            model.trainable(false);
            model.addAdapter("policy", LoraConfig.ofRank(4), Rng.seeded(4));
        }
    }

    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        float[] expected = logits(here);
        figures.put(LOGITS, furthest(expected, logits(there)));
        float[] wanted = gradient(here);
        figures.put(GRADIENTS, furthest(wanted, gradient(there)) / furthest(wanted, new float[wanted.length]));
        figures.put(SIXTEEN_BITS, distance(expected, logits(there.copy(DType.BF16))));
        figures.put(TEXTS, (double) different(texts(here, 40), texts(there, 40)));
        figures.put(WAITING, (double) different(texts(here, 40), texts(there, 3)));
        return figures;
    }

    private static float[] logits(LanguageModel model) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            return model.logits(model.hidden(TokenBatch.rightPadded(List.of(PROMPTS.getFirst()))))
                    .to(DType.F32)
                    .toFloats();
        }
    }

    /** Of the mean log-probability by the adapter's weights, layers computed twice. */
    private static float[] gradient(LanguageModel model) {
        TokenBatch batch = TokenBatch.rightPadded(PROMPTS);
        try (Scope scope = Scope.open();
                AdapterScope use = model.use("policy");
                GradientPass pass = model.gradientPass(true)) {
            pass.backward(LogProbs.of(model, model.hidden(batch), batch.to(model.device()))
                    .mean());
            List<float[]> parts = model.adapterParameters("policy").values().stream()
                    .map(weight -> weight.grad().orElseThrow().toFloats())
                    .toList();
            float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
            int at = 0;
            for (float[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }
    }

    private static List<int[]> texts(LanguageModel model, int rowsAtOnce) {
        List<int[]> prompts = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> prompts.addAll(PROMPTS));
        return new Sampler(model, Sampling.ofPolicy(100, List.of(11, 12, 13)))
                .atMost(rowsAtOnce).sample(prompts, 5).stream()
                        .map(Sample::tokens)
                        .toList();
    }

    private static long different(List<int[]> some, List<int[]> others) {
        return IntStream.range(0, some.size())
                .mapToLong(i -> {
                    int at = Arrays.mismatch(some.get(i), others.get(i));
                    return at < 0 ? 0 : some.get(i).length - at;
                })
                .sum();
    }

    private static double furthest(float[] some, float[] others) {
        return IntStream.range(0, some.length)
                .mapToDouble(i -> Math.abs((double) some[i] - others[i]))
                .max()
                .orElseThrow();
    }

    private static double distance(float[] expected, float[] found) {
        double off = 0;
        double whole = 0;
        for (int i = 0; i < expected.length; i++) {
            off += Math.pow((double) found[i] - expected[i], 2);
            whole += Math.pow(expected[i], 2);
        }
        return Math.sqrt(off / whole);
    }
}
