package org.careloop.web.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.RunKind;
import org.careloop.run.health.WatchRule;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.study.Study;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.Watching;

/** The demo's changes of the default settings: with them a nano model learns within minutes on two cores. */
final class DemoSettings {
    static final int ANSWERS_A_PROMPT = 8;
    static final int MAX_NEW_TOKENS = 120;

    private static final Map<String, Object> REWARD = Map.of("epochs", 3);

    /** A quarter of the study's few prompts is held out, so that their mean says something. */
    private static final Map<String, Object> PPO = Map.of("preset", "demo", "evaluationShare", .25, "evaluateEvery", 7);

    /** What judges the policy's answers and never trains it. */
    private static final Watching WATCHING = new Watching(Set.of(), Set.of(WatchRule.REPETITION));

    private DemoSettings() {}

    /** The run that learns from the judges' votes. */
    static TrainingRequest reward(Study study, Checkpoint base) {
        return new TrainingRequest(RunKind.REWARD, study.id(), base.id(), Optional.empty(), REWARD);
    }

    /** The run that trains the policy. */
    static TrainingRequest policy(Study study, Checkpoint base, Checkpoint reward) {
        return new TrainingRequest(
                RunKind.PPO, List.of(study.id()), base.id(), Optional.of(reward.id()), WATCHING, PPO);
    }
}
