package org.careloop.web.judge;

import java.util.Optional;
import java.util.UUID;

/** Names a judge's result. */
public record JudgeResultId(UUID value) {
    public static JudgeResultId random() {
        return new JudgeResultId(UUID.randomUUID());
    }

    public static Optional<JudgeResultId> parse(String text) {
        try {
            return Optional.of(new JudgeResultId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
