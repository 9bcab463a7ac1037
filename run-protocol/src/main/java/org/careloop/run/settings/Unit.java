package org.careloop.run.settings;

/** The unit of a setting's number. */
public enum Unit {
    NONE(""),
    ITERATIONS("iterations"),
    STEPS("steps"),
    RESAMPLES("resamples"),
    RESPONSES("responses"),
    COMPARISONS("comparisons"),
    CONVERSATIONS("conversations"),
    PROMPTS("prompts"),
    TEXTS("texts"),
    WORDS("words"),
    SEQUENCES("sequences"),
    CHARACTERS("characters"),
    QUESTIONS("questions"),
    SECONDS("seconds"),
    REQUESTS("requests"),
    ATTEMPTS("attempts"),
    TOKENS("tokens"),
    NATS_A_TOKEN("nats a token"),
    NATS_A_RESPONSE("nats a response");

    private final String english;

    Unit(String english) {
        this.english = english;
    }

    String english() {
        return english;
    }
}
