package org.careloop.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.DeviceMemory;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.GradientNorm;
import org.careloop.run.Json;

/**
 * Times a model in BF16 on a graphics card by the clock: loading, reading prompts, decoding, a training step of an
 * adapter; beside what the card reaches in a copy and in one large product. Prints a line of JSON after each, so that a
 * later failure leaves the earlier figures. {@code src/test/referee/cuda_benchmark.py} times the same in torch and
 * transformers.
 *
 * <p>Arguments: model directory, batch sizes of decoding.
 */
public final class CudaBenchmark {
    private static final Device CARD = Device.cuda(0);
    private static final int REPETITIONS = 3;
    private static final int PROMPT = 128;
    private static final int NEW = 64;
    private static final int ROWS = 8;
    private static final int LENGTH = 1024;

    private final LanguageModel model;

    private CudaBenchmark(LanguageModel model) {
        this.model = model;
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println(Backend.describe(CARD));
        double copied = bytesPerSecond();
        double multiplied = operationsPerSecond();
        print("card", Map.of("copyTBs", copied / 1e12, "productTFlops", multiplied / 1e12));
        double start = seconds();
        LanguageModel model = LanguageModel.load(Path.of(arguments[0]), new LoadOptions(DType.BF16, CARD));
        DeviceMemory loaded = DeviceMemory.of(CARD);
        print(
                "load",
                Map.of(
                        "seconds",
                        seconds() - start,
                        "weights",
                        model.weights(),
                        "gigabytes",
                        loaded.held() / 1e9,
                        "peakGigabytes",
                        loaded.peak() / 1e9));
        CudaBenchmark benchmark = new CudaBenchmark(model);
        benchmark.prefill(multiplied);
        for (String batch : List.of(arguments).subList(1, arguments.length)) {
            benchmark.decode(Integer.parseInt(batch), copied);
        }
        benchmark.training(multiplied);
    }

    /** Hidden states of whole texts, the logits of their last places. */
    private void prefill(double multiplied) {
        List<int[]> rows = rows(ROWS, LENGTH);
        double taken = median(() -> {
            try (NoGrad off = NoGrad.on()) {
                TokenBatch batch = TokenBatch.rightPadded(rows);
                model.logits(model.hidden(batch).select(1, LENGTH - 1L)).sum().item();
            }
        });
        double tokens = (double) ROWS * LENGTH;
        print(
                "prefill",
                Map.of(
                        "tokensPerSecond", tokens / taken,
                        "shareOfProduct", 2 * model.weights() * tokens / taken / multiplied,
                        "peakGigabytes", DeviceMemory.of(CARD).peak() / 1e9));
    }

    /** Greedy, no stop token. The bound is reading the weights once a token. */
    private void decode(int batch, double copied) {
        double whole = sampling(batch, NEW);
        double first = sampling(batch, 1);
        double decoded = batch * (NEW - 1) / (whole - first);
        double bound = batch * copied / (model.weights() * 2);
        print(
                "decode" + batch,
                Map.of(
                        "generatedPerSecond", batch * NEW / whole,
                        "decodedPerSecond", decoded,
                        "shareOfBound", decoded / bound,
                        "peakGigabytes", DeviceMemory.of(CARD).peak() / 1e9));
    }

    private double sampling(int batch, int tokens) {
        Sampler sampler = new Sampler(model, Sampling.greedy(tokens, List.of()));
        List<int[]> prompts = rows(batch, PROMPT);
        return median(() -> sampler.sample(prompts, 1));
    }

    /** Forward, backward with the layers computed twice, clip, AdamW over an adapter of rank 16 on all projections. */
    private void training(double multiplied) {
        model.addAdapter("policy", LoraConfig.ofRank(16), Rng.seeded(1));
        List<int[]> rows = rows(ROWS, LENGTH);
        try (AdamW adam = new AdamW(model.adapterParameters("policy"), new AdamW.Settings(0.9, 0.95, 1e-8, 0));
                AdapterScope on = model.use("policy")) {
            double taken = median(() -> {
                TokenBatch batch = TokenBatch.rightPadded(rows);
                adam.clearGradients();
                try (GradientPass pass = model.gradientPass(true)) {
                    pass.backward(LogProbs.of(model, model.hidden(batch), batch)
                            .mean()
                            .neg());
                }
                GradientNorm.clip(adam.parameters(), 1, "learningRate");
                adam.step(1e-5);
            });
            double tokens = (double) ROWS * LENGTH;
            print(
                    "trainStep",
                    Map.of(
                            "seconds", taken,
                            "tokensPerSecond", tokens / taken,
                            // Forward twice, and the gradient of the activations alone: 6 operations a weight and
                            // token.
                            "shareOfProduct", 6 * model.weights() * tokens / taken / multiplied,
                            "peakGigabytes", DeviceMemory.of(CARD).peak() / 1e9));
        }
    }

    /** Read and written, in a copy of four gigabytes. */
    private static double bytesPerSecond() {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            long[] shape = {1L << 31};
            Tensor from = Tensor.ones(shape, DType.BF16, CARD);
            Tensor to = Tensor.empty(shape, DType.BF16, CARD);
            double taken = median(() -> {
                for (int i = 0; i < 10; i++) {
                    to.copyFrom(from);
                }
                to.narrow(0, 0, 1).item();
            });
            return 10 * 2 * 2 * (double) shape[0] / taken;
        }
    }

    /** Of ten products of 8192 by 8192 in BF16. */
    private static double operationsPerSecond() {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            int size = 8192;
            Tensor x = Tensor.randomNormal(Rng.seeded(1), 0, 1, size, size)
                    .to(CARD)
                    .to(DType.BF16);
            double taken = median(() -> {
                Tensor last = x;
                for (int i = 0; i < 10; i++) {
                    last = x.linear(x);
                }
                last.narrow(0, 0, 1).narrow(1, 0, 1).item();
            });
            return 10 * 2 * Math.pow(size, 3) / taken;
        }
    }

    private List<int[]> rows(int count, int length) {
        int vocabulary = model.config().vocabularySize();
        return IntStream.range(0, count)
                .mapToObj(seed -> RandomGenerator.of("L64X128MixRandom")
                        .ints(length, 3, vocabulary)
                        .map(id -> (id + seed) % vocabulary)
                        .toArray())
                .toList();
    }

    private static double seconds() {
        return System.nanoTime() / 1e9;
    }

    /** Seconds of the middle one of some repetitions, after one that does not count, until the card has done the work. */
    private static double median(Runnable work) {
        double[] taken = new double[REPETITIONS + 1];
        for (int i = 0; i <= REPETITIONS; i++) {
            double start = seconds();
            try (Scope scope = Scope.open()) {
                work.run();
                Tensor.ones(new long[] {1}, DType.F32, CARD).item();
            }
            taken[i] = seconds() - start;
        }
        return Arrays.stream(taken).skip(1).sorted().toArray()[REPETITIONS / 2];
    }

    private static void print(String what, Map<String, ?> figures) {
        DeviceMemory.forgetPeak(CARD);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("what", what);
        line.putAll(figures);
        System.out.println(Json.MAPPER.writeValueAsString(line));
    }
}
