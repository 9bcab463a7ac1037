package org.careloop.ppo.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.train.Trainee;
import org.careloop.reward.RewardModel;
import org.careloop.run.BadInput;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.jspecify.annotations.Nullable;

/**
 * How a reward model computes beside a policy: as an adapter over the policy's frozen trunk where both began with the same
 * weights, or else with a trunk of its own.
 *
 * @param source the reward model
 * @param shared its adapter, where it lies over the policy's trunk; null where it has a trunk of its own
 * @param why in words
 */
public record RewardRole(ModelSource source, @Nullable Path shared, String why) {
    private static final System.Logger LOG = System.getLogger(RewardRole.class.getName());

    /**
     * Looks at the directories of both.
     *
     * @param adapted whether the policy is an adapter over a trunk that stays as it is
     */
    public static RewardRole beside(ModelSource policy, ModelSource reward, boolean adapted) throws IOException {
        if (!adapted) {
            return apart(reward, "all weights of the policy are trained");
        }
        Path adapter = reward.adapter() != null ? reward.adapter() : kept(reward.directory());
        if (adapter == null) {
            return apart(reward, "it was trained as a whole, so that there is no adapter of it");
        }
        Path base;
        try {
            base = reward.adapter() != null
                    ? reward.directory()
                    : ModelSource.of(adapter, null).directory();
        } catch (BadInput notAtHand) {
            return apart(reward, "the base of its adapter is not at hand");
        }
        return isSame(policy.directory(), base)
                ? new RewardRole(reward, adapter, "it is an adapter over the base that the policy started from")
                : apart(reward, "it was trained over other weights than the policy starts from");
    }

    private static RewardRole apart(ModelSource reward, String why) {
        return new RewardRole(reward, null, why);
    }

    private static @Nullable Path kept(Path directory) {
        Path adapter = directory.resolve(ModelDirectory.KEPT_ADAPTER);
        return ModelSource.isAdapter(adapter) ? adapter : null;
    }

    /** Whether two directories hold the same model: one of them twice, or the same weights in the same files. */
    private static boolean isSame(Path one, Path other) throws IOException {
        if (Files.isSameFile(one, other)) {
            return true;
        }
        List<Path> files = weightFiles(one);
        if (!ModelConfig.read(one).equals(ModelConfig.read(other))
                || !names(files).equals(names(weightFiles(other)))) {
            return false;
        }
        for (Path file : files) {
            if (Files.mismatch(file, other.resolve(file.getFileName())) != -1) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> weightFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    public boolean isShared() {
        return shared != null;
    }

    /**
     * Loads the reward model and says in the log which trunk it has.
     *
     * @throws BadInput when it is none, or cannot be used
     */
    public RewardModel load(Policy policy, Tuning tuning) throws IOException {
        Path adapter = shared;
        if (adapter != null) {
            LOG.log(System.Logger.Level.INFO, "one trunk for policy, reference and reward model: {0}", why);
            return RewardModel.over(policy.model(), adapter);
        }
        LOG.log(System.Logger.Level.INFO, "the reward model has a trunk of its own: {0}", why);
        return RewardModel.load(
                source, policy.isAdapted() ? tuning.frozen(Trainee.weights(source.directory())) : tuning.trained());
    }
}
