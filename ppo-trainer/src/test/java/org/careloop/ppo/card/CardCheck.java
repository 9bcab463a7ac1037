package org.careloop.ppo.card;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.DeviceMemory;
import org.careloop.lm.train.Job;
import org.careloop.ppo.rl.OnPolicyCommand;
import org.careloop.ppo.rl.OnPolicyTraining;
import org.careloop.run.Json;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * Checks what only a graphics card can show: the same numbers as the processor, what is saved is what was trained, and speed and
 * memory of RLOO and PPO with a model of eight billion random weights. Ends with 1 where a number is wrong, and with 3 where
 * all are right and speed or memory miss what is aimed at.
 *
 * <p>Arguments: an empty folder; {@code nano} for a model of a few thousand weights on the processor, which shows that the check
 * itself works and nothing about speed.
 */
final class CardCheck {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** What the largest runs take at most, a guess with room: none is begun with less time left. */
    private static final Duration RUN = Duration.ofSeconds(100);

    private final Path folder;
    private final boolean nano;
    private final Device device;
    private final Instant start = Instant.now();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    private CardCheck(Path folder, boolean nano) {
        this.folder = folder;
        this.nano = nano;
        device = nano ? Device.CPU : Device.cuda(0);
    }

    public static void main(String[] arguments) throws IOException {
        CardCheck check =
                new CardCheck(Path.of(arguments[0]), List.of(arguments).contains("nano"));
        System.exit(check.run());
    }

    private int run() throws IOException {
        say("computes on %s", Backend.describe(device));
        if (nano) {
            say(
                    "a nano model on the processor: the check is checked; parity across devices, speed and memory need the card");
        }
        parity();
        savedEqualsTrained();
        RandomModels large = new RandomModels(folder.resolve("large"), shape());
        large.writeBase(nano ? 4096 : 1 << 26);
        large.writePrompts(nano ? 8 : 64, promptTokens());
        large.writeReward(new LoadOptions(DType.BF16, device));
        say("%s written and loaded", nano ? "a nano model" : "a model of 8 billion random weights");
        iterations(large, RunKind.RLOO, "8b-lora", Map.of("group", 4), new Aim(4_470, 40e9));
        iterations(large, RunKind.PPO, "8b-lora", Map.of(), new Aim(3_360, 40e9));
        iterations(large, RunKind.PPO, "8b-24gb", Map.of(), new Aim(0, 24e9));
        wrong.forEach(what -> say("WRONG: %s", what));
        missed.forEach(what -> say("MISSED: %s", what));
        say(wrong.isEmpty() ? missed.isEmpty() ? "all is well" : "the numbers are right" : "some numbers are wrong");
        return wrong.isEmpty() ? missed.isEmpty() ? 0 : 3 : 1;
    }

    private ModelConfig shape() {
        return nano
                ? ModelConfig.llama(300, 32, 64, 2, 4, 2, 256)
                : ModelConfig.llama(128_256, 4096, 14_336, 32, 32, 8, 8192);
    }

    private int promptTokens() {
        return nano ? 32 : 512;
    }

    // ---- the same numbers

    private void parity() {
        Map<String, Double> found = new DeviceParity(device).figures();
        found.forEach((what, figure) -> say("parity, %s: %.2g", what, figure));
        judge(found.get(DeviceParity.LOGITS) < 1e-3, "logits in F32 differ from those of the processor");
        judge(found.get(DeviceParity.GRADIENTS) < 1e-3, "gradients in F32 differ from those of the processor");
        judge(found.get(DeviceParity.SIXTEEN_BITS) < 2e-2, "logits in BF16 are far from those in F32");
        judge(found.get(DeviceParity.TEXTS) == 0, "sampled texts differ from those of the processor");
        judge(found.get(DeviceParity.WAITING) == 0, "texts that waited for their turn differ from others");
    }

    private void savedEqualsTrained() throws IOException {
        RandomModels small = new RandomModels(folder.resolve("small"), ModelConfig.llama(300, 32, 64, 2, 4, 2, 128));
        small.writeBase(4096);
        small.writePrompts(8, 24);
        small.writeReward(new LoadOptions(DType.F32, Device.CPU));
        for (String lora : List.of("on", "off")) {
            Path out = folder.resolve("saved-" + lora);
            StringWriter said = new StringWriter();
            int code = new CommandLine(new OnPolicyCommand.Ppo())
                    .setOut(new PrintWriter(said))
                    .setErr(new PrintWriter(said))
                    .execute(
                            ("--model %s --reward %s --prompts %s --out %s --set lora=%s --set device=%s --set dtype=bf16"
                                            + " --set iterations=2 --set rollouts=8 --set minibatch=4 --set maxNewTokens=16 --set learningRate=0.01")
                                    .formatted(small.base(), small.reward(), small.prompts(), out, lora, device)
                                    .split(" "));
            judge(code == 0, "a run with lora=%s ended with code %d: %s".formatted(lora, code, said));
            if (code == 0) {
                JsonNode saved = Json.read(new RunDirectory(out).model().resolve("report.json"), JsonNode.class)
                        .path("saved");
                say(
                        "saved as trained, lora=%s: differs by %s, allowed %s",
                        lora, saved.path("model"), saved.path("bound"));
                judge(
                        saved.path("model").asDouble(1) <= saved.path("bound").asDouble(),
                        "what was saved with lora=%s is not what was trained".formatted(lora));
            }
        }
    }

    // ---- speed and memory

    /** @param tokensPerSecond at least; 0 for no aim */
    private record Aim(double tokensPerSecond, double bytes) {}

    /** Two iterations of 64 answers; the second counts. */
    private void iterations(RandomModels models, RunKind kind, String preset, Map<String, Object> more, Aim aim)
            throws IOException {
        if (Duration.between(start, Instant.now()).plus(RUN).compareTo(LIMIT) > 0) {
            say("%s with preset %s left out: less than %d s are left", kind.label(), preset, RUN.toSeconds());
            return;
        }
        int rollouts = nano ? 8 : 64;
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.putAll(Map.of("preset", preset, "rollouts", rollouts, "samples", 0, "iterations", 10));
        settings.putAll(Map.of("minibatch", rollouts / 2, "maxNewTokens", promptTokens(), "device", device.toString()));
        if (nano && preset.equals("8b-24gb")) {
            settings.put("samplingRows", 2);
        }
        RunDirectory directory = new RunDirectory(folder.resolve("%s-%s".formatted(kind.label(), preset)));
        Files.createDirectories(directory.dataset());
        Files.copy(models.prompts(), directory.prompts());
        RunSpec spec = new RunSpec(
                "card",
                kind,
                Instant.now(),
                "check",
                models.base().toString(),
                models.reward().toString(),
                settings,
                Map.of());
        try (Job job = OnPolicyTraining.load(directory, spec)) {
            job.step(1);
            tell(kind, preset, job.step(2), rollouts, aim);
        }
    }

    private void tell(RunKind kind, String preset, Map<String, Double> step, int rollouts, Aim aim) {
        double seconds = phase(step, Metrics.SAMPLE_SECONDS)
                + phase(step, Metrics.APPRAISE_SECONDS)
                + phase(step, Metrics.UPDATE_SECONDS);
        double tokens = rollouts * (promptTokens() + step.get(Metrics.LENGTH));
        String run = "%s, preset %s".formatted(kind.label(), preset);
        say(
                "%s: %.0f tokens in %.1f s (sample %.1f, appraise %.1f, learn %.1f): %.0f tokens/s%s",
                run,
                tokens,
                seconds,
                phase(step, Metrics.SAMPLE_SECONDS),
                phase(step, Metrics.APPRAISE_SECONDS),
                phase(step, Metrics.UPDATE_SECONDS),
                tokens / seconds,
                aim.tokensPerSecond() > 0 ? ", aim %.0f".formatted(aim.tokensPerSecond()) : "");
        say(
                "%s: first ratio %.6f, sampler gap %.2g",
                run, step.get(Metrics.FIRST_RATIO), step.get(Metrics.SAMPLER_GAP));
        judge(Math.abs(step.get(Metrics.FIRST_RATIO) - 1) < 1e-3, run + ": the first ratio is not 1");
        if (nano) {
            return;
        }
        DeviceMemory memory = DeviceMemory.of(device);
        say("%s: at most %.1f GB held, aim below %.0f", run, memory.peak() / 1e9, aim.bytes() / 1e9);
        if (tokens / seconds < aim.tokensPerSecond()) {
            missed.add("%s: %.0f tokens/s".formatted(run, tokens / seconds));
        }
        if (memory.peak() > aim.bytes()) {
            missed.add("%s: %.1f GB".formatted(run, memory.peak() / 1e9));
        }
        DeviceMemory.forgetPeak(device);
    }

    private static double phase(Map<String, Double> step, String name) {
        return step.getOrDefault(name, 0.0);
    }

    private void judge(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }

    private void say(String format, Object... given) {
        System.out.printf(
                Locale.ROOT,
                "%4d s  %s%n",
                Duration.between(start, Instant.now()).toSeconds(),
                format.formatted(given));
    }
}
