package org.careloop.ppo.answer;

import java.util.Optional;
import org.careloop.run.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A chat completion. */
record ChatReply(String text, Answer.Finish finish, int tokens) {

    /** @return empty where the body is no chat completion: an error page, a piece of one, an empty choice */
    static Optional<ChatReply> parse(byte[] body) {
        try {
            JsonNode root = Json.MAPPER.readTree(body);
            JsonNode choice = root.path("choices").path(0);
            JsonNode content = choice.path("message").path("content");
            if (!content.isString()) {
                return Optional.empty();
            }
            return Optional.of(new ChatReply(
                    content.asString(),
                    finish(choice.path("finish_reason").asString("")),
                    root.path("usage").path("completion_tokens").asInt(0)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Answer.Finish finish(String reason) {
        return switch (reason) {
            case "length" -> Answer.Finish.LENGTH;
            case "content_filter" -> Answer.Finish.FILTER;
            default -> Answer.Finish.STOP;
        };
    }
}
