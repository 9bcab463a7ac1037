package org.careloop.lm.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NativeMemory;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.Json;

/**
 * What docs/benchmarks.md says of memory, in megabytes. Given a model's directory, what loading it takes; else the
 * resident size of the process after 200 and after 2,000 train steps, and after as many samplings. Start it with a heap of
 * one size that is touched at once ({@code -Xms128m -Xmx128m -XX:+AlwaysPreTouch}), so that what grows is not the heap.
 */
public final class MemoryBenchmark {
    private static final int WARM = 200;
    private static final int ALL = 2_000;

    private MemoryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        if (arguments.length > 0) {
            load(Path.of(arguments[0]), figures);
        } else {
            Passes passes = new Passes();
            watch("train", passes.training(false), figures);
            watch("trainRecomputing", passes.training(true), figures);
            watch("generate", passes.generation(), figures);
        }
        System.out.println(Json.MAPPER.writeValueAsString(figures));
    }

    /** What a model's weights take in sixteen bits, and the most that loading them takes beside what was there. */
    private static void load(Path directory, Map<String, Object> figures) throws Exception {
        Tensor.ones(1).to(DType.BF16).close(); // the libraries themselves do not count
        long before = NativeMemory.anonymousBytes();
        AtomicLong most = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Thread watch = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                most.accumulateAndGet(NativeMemory.anonymousBytes() - before, Math::max);
            }
        });
        LanguageModel model = LanguageModel.load(directory, new LoadOptions(DType.BF16, Device.CPU));
        over.set(true);
        watch.join();
        figures.put("weights", 2 * model.weights() / 1e6);
        figures.put("mostWhileLoading", most.get() / 1e6);
    }

    private static void watch(String name, Runnable pass, Map<String, Object> figures) {
        for (int i = 1; i <= ALL; i++) {
            pass.run();
            if (i == WARM || i == ALL) {
                figures.put("%s%d".formatted(name, i), NativeMemory.residentBytes() / 1e6);
            }
        }
    }
}
