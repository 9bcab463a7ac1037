package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** One turn of a conversation. */
public record Message(Role role, String content) {

    /** Who speaks; written in lower case in every format. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Role parse(String label) {
            for (Role role : values()) {
                if (role.label().equals(label)) {
                    return role;
                }
            }
            throw BadValue.coded(
                    "value.role",
                    "role \"%s\" is not known; expected system, user or assistant".formatted(label),
                    label);
        }
    }

    public Message {
        RecordChecks.field("role", role);
        RecordChecks.field("content", content);
    }

    public static Message user(String content) {
        return new Message(Role.USER, content);
    }

    public static Message assistant(String content) {
        return new Message(Role.ASSISTANT, content);
    }
}
