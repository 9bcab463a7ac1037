package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a training run makes. */
public enum RunKind {
    SFT,
    REWARD,
    PPO,
    DPO;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RunKind parse(String label) {
        for (RunKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "run kind \"%s\" is not known; expected sft, reward, ppo or dpo".formatted(label));
    }
}
