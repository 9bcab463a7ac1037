package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.train.BaseModel;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.policy.Tuning;
import org.careloop.ppo.watch.Watches;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Metrics;
import org.careloop.run.ModelSource;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;

/** Jobs of every kind on a random model of two layers, against a scorer that counts. */
final class NanoJobs {
    private static final Map<String, Object> SMALL = Map.of(
            "iterations", 4,
            "rollouts", 8,
            "minibatch", 4,
            "epochs", 2,
            "maxNewTokens", 6,
            "learningRate", 1e-3,
            "criticLearningRate", 1e-3,
            "samples", 2,
            "evaluationShare", 0,
            "stateEvery", 2);

    /** The share of a sequence's tokens whose id is even, less a half: a taste that a policy can learn. */
    static final Scorer EVEN = sequences -> sequences.stream()
            .mapToDouble(ids -> IntStream.of(ids).filter(id -> id % 2 == 0).count() / (double) ids.length - .5)
            .toArray();

    final Path base;
    final RunDirectory directory;

    /** What watches the jobs that are loaded from now on. */
    Watches watches = Watches.NONE;

    NanoJobs(Path folder) throws IOException {
        base = NanoModel.write(folder.resolve("base"), 3);
        directory = new RunDirectory(folder.resolve("run"));
        Files.createDirectories(directory.dataset());
        JsonLines.write(
                directory.prompts(),
                IntStream.range(0, 5)
                        .mapToObj(i -> new Prompt("p" + i, List.of(Message.user("x".repeat(i + 1)))))
                        .toList());
    }

    /** A job, and the models in it. */
    record Loaded(OnPolicyJob job, Policy policy, LanguageModel rewardTrunk) {}

    OnPolicyJob job(RunKind kind, Map<String, Object> changes) throws IOException {
        return load(kind, changes, EVEN).job();
    }

    OnPolicyJob job(RunKind kind, Map<String, Object> changes, Scorer scorer) throws IOException {
        return load(kind, changes, scorer).job();
    }

    Loaded load(RunKind kind, Map<String, Object> changes) throws IOException {
        return load(kind, changes, EVEN);
    }

    private Loaded load(RunKind kind, Map<String, Object> changes, Scorer scorer) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(SMALL);
        all.putAll(changes);
        List<String> known = Settings.descriptions(TrainerSettings.of(kind)).stream()
                .map(SettingDescription::name)
                .toList();
        all.keySet().retainAll(known);
        OnPolicySettings settings = (OnPolicySettings) Settings.apply(TrainerSettings.of(kind), all);
        OnPolicyTraining.Inputs inputs = OnPolicyTraining.Inputs.read(BaseModel.of(base), directory, settings);
        Policy policy = Policy.load(ModelSource.whole(base), Tuning.of(settings));
        LanguageModel rewardTrunk = LanguageModel.load(base, LoadOptions.cpu());
        Critic critic = settings instanceof PpoSettings ? critic(policy, rewardTrunk, Tuning.of(settings)) : null;
        RunSpec spec = new RunSpec("r", kind, Instant.EPOCH, "test", base.toString(), "../reward", Map.of(), Map.of());
        return new Loaded(
                OnPolicyTraining.job(
                        directory,
                        spec,
                        settings,
                        inputs,
                        new OnPolicyTraining.Models(policy, critic, scorer, watches)),
                policy,
                rewardTrunk);
    }

    private static Critic critic(Policy policy, LanguageModel rewardTrunk, Tuning tuning) {
        LinearHead head = LinearHead.initialise(16, Rng.seeded(5), Device.CPU);
        return policy.isAdapted()
                ? Critic.adapted(rewardTrunk, null, head, 0, tuning)
                : Critic.full(rewardTrunk, head, 0);
    }

    /** The figures of a step that depend on nothing but its input. */
    static Map<String, Double> figures(Map<String, Double> metrics) {
        return Metrics.untimed(metrics);
    }
}
