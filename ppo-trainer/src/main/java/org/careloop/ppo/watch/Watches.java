package org.careloop.ppo.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.careloop.lm.train.BaseModel;
import org.careloop.lm.train.Trainee;
import org.careloop.ppo.policy.Sequence;
import org.careloop.ppo.policy.Tuning;
import org.careloop.reward.RewardModel;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.health.WatchRule;

/** The watches of a run. */
public record Watches(List<Watch> all) {
    /** None. */
    public static final Watches NONE = new Watches(List.of());

    /**
     * Loads what a run names.
     *
     * @param check refuses a reward model that reads prompts as other tokens than the policy
     * @throws org.careloop.run.BadInput when a name is neither a rule nor a reward model
     */
    public static Watches load(RunDirectory directory, RunSpec spec, Tuning tuning, Consumer<BaseModel> check)
            throws IOException {
        Map<String, Watch> byName = new LinkedHashMap<>();
        for (String named : spec.watches()) {
            Optional<WatchRule> rule = WatchRule.of(named);
            Watch watch = rule.isPresent()
                    ? new Watch(named, new RuleJudge(rule.get()))
                    : model(directory, spec, named, tuning, check);
            String name = watch.name();
            for (int again = 2; byName.containsKey(name); again++) {
                name = watch.name() + "-" + again;
            }
            byName.put(name, new Watch(name, watch.judge()));
        }
        return new Watches(new ArrayList<>(byName.values()));
    }

    private static Watch model(
            RunDirectory directory, RunSpec spec, String named, Tuning tuning, Consumer<BaseModel> check)
            throws IOException {
        ModelSource source = ModelSource.of(directory.path().resolve(named), spec.base(directory));
        check.accept(BaseModel.of(source));
        RewardModel model = RewardModel.load(source, tuning.frozen(Trainee.weights(source.directory())));
        return new Watch(
                ModelDirectory.name(source.given()),
                answers -> model.score(answers.stream().map(Sequence::tokens).toList()));
    }

    /** The scores of answers by each watch's name, in their order. */
    public Map<String, double[]> score(List<Sequence> answers) {
        Map<String, double[]> scores = new LinkedHashMap<>();
        all.forEach(watch -> scores.put(watch.name(), watch.score(answers)));
        return scores;
    }
}
