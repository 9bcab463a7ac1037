package org.careloop.web.demo;

import java.util.Map;

/** The demo's changes of the default settings: with them a nano model learns within minutes on two cores. */
final class DemoSettings {
    static final int ANSWERS_A_PROMPT = 8;
    static final int MAX_NEW_TOKENS = 120;

    static final Map<String, Object> REWARD = Map.of("epochs", 3);

    static final Map<String, Object> PPO = Map.of("preset", "demo");

    private DemoSettings() {}
}
