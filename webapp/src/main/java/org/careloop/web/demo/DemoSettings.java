package org.careloop.web.demo;

import java.util.Map;

/** The demo's changes of the default settings: with them a nano model learns within minutes on two cores. */
final class DemoSettings {
    static final int ANSWERS_A_PROMPT = 8;
    static final int MAX_NEW_TOKENS = 120;

    static final Map<String, Object> REWARD = Map.of("epochs", 3);

    static final Map<String, Object> PPO = Map.of(
            "iterations", 14,
            "rollouts", 32,
            "minibatch", 16,
            "epochs", 2,
            "maxNewTokens", MAX_NEW_TOKENS,
            "learningRate", 1e-4,
            "criticLearningRate", 3e-4,
            "stateEvery", 10);

    private DemoSettings() {}
}
