package org.careloop.lm.sft;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.ArithmeticScope;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.model.PeftAdapter;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.AdamW;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.rows.Dialogue;
import org.jspecify.annotations.Nullable;

/**
 * How far the mean log-probability of a few answers has moved after some steps on them, by trunk: F32, BF16 as it is trained
 * here, and BF16 with every sum rounded, as PEFT adds an adapter. Or the time of a step over the BF16 trunk in both arithmetics,
 * in turns. Arguments: model directory, rows as {@code sft} reads them, an empty folder, how many of the rows, and numbers of
 * steps such as {@code 1,2,3,20}, or {@code time}. The folder gets the answers as tokens and the first adapter, from which
 * {@code src/test/referee/saved_equals_trained.py shift} starts as well.
 */
public final class LearningShift {
    private static final List<Double> RATES = List.of(1e-5, 6e-5);
    private static final String ADAPTER = "policy";

    private final Path model;
    private final Path folder;
    private final List<SftExample> texts;

    private LearningShift(Path model, Path rows, Path folder, int count) throws IOException {
        this.model = model;
        this.folder = folder;
        ChatFormat format = ChatFormat.load(model, Tokenizer.load(model));
        texts = new ArrayList<>();
        for (Dialogue dialogue : JsonLines.readAll(rows, Dialogue.class).subList(0, count)) {
            texts.addAll(SftExample.of(dialogue.turns(), format));
        }
    }

    public static void main(String[] arguments) throws IOException {
        LearningShift shift = new LearningShift(
                Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
        if (arguments[4].equals("time")) {
            shift.time();
            return;
        }
        List<Integer> steps =
                Stream.of(arguments[4].split(",")).map(Integer::valueOf).toList();
        shift.writeBeginning();
        for (double rate : RATES) {
            for (boolean rounding : new boolean[] {false, true}) {
                for (DType dtype : rounding ? List.of(DType.BF16) : List.of(DType.F32, DType.BF16)) {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("rate", rate);
                    line.put("trunk", dtype);
                    line.put("sums", rounding ? dtype : DType.F32);
                    line.put("shift", shift.shift(dtype, rate, rounding, steps));
                    System.out.println(Json.MAPPER.writeValueAsString(line));
                }
            }
        }
    }

    /** One training of twenty steps: what an optimiser does to the mean log-probability, by the number of steps. */
    private Map<Integer, Double> shift(DType dtype, double rate, boolean rounding, List<Integer> steps)
            throws IOException {
        Map<Integer, Double> shown = new LinkedHashMap<>();
        LanguageModel trained = adapted(dtype);
        try (ArithmeticScope sums = arithmetic(trained, rounding);
                AdapterScope on = trained.use(ADAPTER);
                AdamW adam = optimiser(trained)) {
            double before = mean(trained);
            for (int step = 1; step <= steps.getLast(); step++) {
                step(trained, adam, rate);
                if (steps.contains(step)) {
                    shown.put(step, mean(trained) - before);
                }
            }
        }
        trained.parameters().values().forEach(Tensor::close);
        return shown;
    }

    private void time() throws IOException {
        LanguageModel trained = adapted(DType.BF16);
        double[] seconds = new double[2];
        int rounds = 6;
        for (int round = 0; round <= rounds; round++) {
            for (int rounding = 0; rounding < 2; rounding++) {
                try (ArithmeticScope sums = arithmetic(trained, rounding == 1);
                        AdapterScope on = trained.use(ADAPTER);
                        AdamW adam = optimiser(trained)) {
                    double start = seconds();
                    step(trained, adam, 0);
                    seconds[rounding] += round == 0 ? 0 : (seconds() - start) / rounds;
                }
            }
        }
        System.out.printf(
                "a step with F32 sums %.3f s, with rounded sums %.3f s: %.3f%n",
                seconds[0], seconds[1], seconds[0] / seconds[1]);
    }

    /** Processor time of this thread, which computes alone. */
    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /** Null, which closes nothing, for the arithmetic of training. */
    @MustBeClosed
    private static @Nullable ArithmeticScope arithmetic(LanguageModel model, boolean rounding) {
        return rounding ? model.roundingSums() : null;
    }

    private LanguageModel adapted(DType dtype) throws IOException {
        LanguageModel loaded = LanguageModel.load(model, new LoadOptions(dtype, Device.CPU));
        loaded.trainable(false);
        loaded.addAdapter(ADAPTER, LoraConfig.ofRank(16), Rng.seeded(1));
        return loaded;
    }

    private static AdamW optimiser(LanguageModel model) {
        return new AdamW(model.adapterParameters(ADAPTER), new AdamW.Settings(0.9, 0.999, 1e-8, 0));
    }

    private void step(LanguageModel model, AdamW adam, double rate) {
        adam.clearGradients();
        try (Scope scope = Scope.open();
                GradientPass pass = model.gradientPass(false)) {
            pass.backward(logProbs(model).sum().div(tokens()).neg());
        }
        adam.step(rate);
    }

    /** Of the learnt tokens, nats a token. */
    private double mean(LanguageModel model) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            return logProbs(model).to(DType.F64).sum().item() / tokens();
        }
    }

    private Tensor logProbs(LanguageModel model) {
        TokenBatch batch =
                TokenBatch.rightPadded(texts.stream().map(SftExample::ids).toList());
        return LogProbs.of(model, model.hidden(batch), batch, SftJob.learntMask(texts, batch.length()));
    }

    private int tokens() {
        return texts.stream().mapToInt(SftExample::weight).sum();
    }

    private void writeBeginning() throws IOException {
        Files.createDirectories(folder);
        JsonLines.write(
                folder.resolve("texts.jsonl"),
                texts.stream().map(SftBatchesForTransformers.Text::of).toList());
        LanguageModel beginning = adapted(DType.F32);
        PeftAdapter.save(beginning, ADAPTER, folder.resolve("adapter"), "base", null);
        beginning.parameters().values().forEach(Tensor::close);
    }
}
