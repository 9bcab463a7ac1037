package org.careloop.lm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.GradientNorm;
import org.careloop.run.Json;

/**
 * Times what training and sampling are made of by the processor's time, and prints one line of JSON. {@code src/test/referee/model_benchmark.py}
 * starts it, times the same in torch and transformers, and sets the two side by side.
 *
 * <p>Arguments: model directory, {@code f32} or {@code bf16}, repetitions.
 */
public final class ModelBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROWS = 4;
    private static final int LENGTH = 256;
    private static final int PROMPT = 32;
    private static final int NEW = 64;
    private static final int ANSWER = 256; // tokens of a whole answer

    private final LanguageModel model;
    private final int repetitions;

    private ModelBenchmark(LanguageModel model, int repetitions) {
        this.model = model;
        this.repetitions = repetitions;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        DType dtype = DType.parse(arguments[1]);
        LanguageModel model = LanguageModel.load(directory, new LoadOptions(dtype, Device.CPU));
        ModelBenchmark benchmark = new ModelBenchmark(model, Integer.parseInt(arguments[2]));
        double bandwidth = benchmark.bandwidth();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("backend", Backend.describe());
        figures.put("weights", model.weights());
        figures.put("gigabytesPerSecond", bandwidth / 1e9);
        for (int batch : new int[] {1, 16}) {
            double whole = benchmark.sampling(batch, NEW);
            double first = benchmark.sampling(batch, 1);
            figures.put("generate" + batch, batch * NEW / whole);
            figures.put("decode" + batch, batch * (NEW - 1) / (whole - first));
            figures.put("bound" + batch, batch * bandwidth / (model.weights() * dtype.bytes()));
        }
        figures.put("answers16", 16 * ANSWER / benchmark.sampling(16, ANSWER));
        figures.put("trainStepSeconds", benchmark.trainStep());
        System.out.println(Json.MAPPER.writeValueAsString(figures));
    }

    /** Bytes a second that one thread reads from memory: the sum over half a gigabyte, the best of some. */
    private double bandwidth() {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            Tensor large = Tensor.ones(1 << 27);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                double start = seconds();
                large.sum().item();
                seconds.add(seconds() - start);
            }
            return (double) (1 << 29) / Collections.min(seconds);
        }
    }

    /** Greedy, no stop token, seconds; reading the prompts and packing the weights are in the time of the first token. */
    private double sampling(int batch, int tokens) {
        Sampler sampler = new Sampler(model, Sampling.greedy(tokens, List.of()));
        List<int[]> prompts =
                IntStream.range(0, batch).mapToObj(i -> ids(i, PROMPT)).toList();
        return median(() -> sampler.sample(prompts, 1));
    }

    /** Forward, backward, clip and AdamW over all weights, seconds. */
    private double trainStep() {
        model.trainable(true);
        List<int[]> rows =
                IntStream.range(0, ROWS).mapToObj(i -> ids(i, LENGTH)).toList();
        try (AdamW adam = new AdamW(model.parameters(), new AdamW.Settings(0.9, 0.95, 1e-8, 0.1))) {
            return median(() -> {
                TokenBatch batch = TokenBatch.rightPadded(rows);
                adam.clearGradients();
                try (GradientPass pass = model.gradientPass(false)) {
                    pass.backward(LogProbs.of(model, model.hidden(batch), batch)
                            .mean()
                            .neg());
                }
                GradientNorm.clip(adam.parameters(), 1, "learningRate");
                adam.step(1e-5);
            });
        }
    }

    private int[] ids(int seed, int length) {
        return RandomGenerator.of("L64X128MixRandom")
                .ints(length, 3, model.config().vocabularySize())
                .map(id -> (id + seed) % model.config().vocabularySize())
                .toArray();
    }

    /** Processor time of this thread, which computes alone: what other jobs take of the machine does not count. */
    private static double seconds() {
        return THREADS.getCurrentThreadCpuTime() / 1e9;
    }

    /** Seconds of the middle one of some repetitions, after one that does not count. */
    private double median(Runnable work) {
        double[] seconds = new double[repetitions + 1];
        for (int i = 0; i <= repetitions; i++) {
            double start = seconds();
            try (Scope scope = Scope.open()) {
                work.run();
            }
            seconds[i] = seconds() - start;
        }
        double[] counted = Arrays.stream(seconds).skip(1).sorted().toArray();
        return counted[counted.length / 2];
    }
}
