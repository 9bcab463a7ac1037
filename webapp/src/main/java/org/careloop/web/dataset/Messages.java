package org.careloop.web.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.careloop.run.Message;
import tools.jackson.databind.JsonNode;

/**
 * Conversations as files keep them: turns with {@code role} and {@code content}, or with {@code from} and {@code value}. A
 * content may be a list of parts, all of them texts.
 */
public final class Messages {
    private static final Set<String> READ = Set.of("role", "content", "from", "value");

    private Messages() {}

    /**
     * Reads a list of turns; one turn may stand without the list. A message of the system that says nothing is left out.
     *
     * @param ignored takes the names of fields of a turn that are not read, such as {@code prompt[].name}
     */
    public static List<Message> read(JsonNode value, String field, Consumer<String> ignored) {
        if (value.isObject()) {
            return List.of(turn(value, field, ignored));
        }
        if (!value.isArray() || value.isEmpty()) {
            throw new BadRow(
                    "messages.none",
                    "field \"%s\" is %s; expected a list of messages with role and content",
                    field,
                    shorten(value));
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode turn : value) {
            if (!turn.isObject()) {
                throw new BadRow(
                        "messages.turn",
                        "field \"%s\" has %s among its messages; expected an object with role and content",
                        field,
                        shorten(turn));
            }
            Message message = turn(turn, field, ignored);
            if (message.role() != Message.Role.SYSTEM || !message.content().isBlank()) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static Message turn(JsonNode turn, String field, Consumer<String> ignored) {
        refuseMeaning(turn, field, ignored);
        boolean roles = turn.has("role");
        String speaker = text(turn, roles ? "role" : "from", field);
        JsonNode said = turn.get(roles ? "content" : "value");
        if (said == null || said.isNull()) {
            throw new BadRow(
                    "messages.content",
                    "field \"%s\": a message of the %s has no %s; add it or remove this row",
                    field,
                    speaker,
                    roles ? "content" : "value");
        }
        return new Message(role(speaker, field), said.isArray() ? parts(said, field) : plain(said, field));
    }

    private static void refuseMeaning(JsonNode turn, String field, Consumer<String> ignored) {
        for (String name : turn.propertyNames()) {
            if (READ.contains(name) || KnownFields.isEmpty(turn.get(name))) {
                continue;
            }
            if (KnownFields.changesTheMeaning(name)) {
                throw new BadRow(
                        "messages.meaning",
                        "field \"%s\": a message has \"%s\", which would be lost; remove it or remove this row",
                        field,
                        name);
            }
            ignored.accept(field + "[]." + name);
        }
    }

    private static Message.Role role(String speaker, String field) {
        return switch (speaker) {
            case "human", "user", "prompter" -> Message.Role.USER;
            case "gpt", "assistant", "model", "bot", "chatbot" -> Message.Role.ASSISTANT;
            case "system" -> Message.Role.SYSTEM;
            default ->
                throw new BadRow(
                        "messages.role",
                        "field \"%s\": a message is by \"%s\"; expected system, user or assistant (or human, gpt)",
                        field,
                        speaker);
        };
    }

    private static String parts(JsonNode parts, String field) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            if (!part.path("type").asString("").equals("text")
                    || !part.path("text").isString()) {
                throw new BadRow(
                        "messages.part",
                        "field \"%s\": a message holds %s; expected parts of the type text, for only texts are shown",
                        field,
                        shorten(part));
            }
            text.append(part.get("text").stringValue());
        }
        return text.toString();
    }

    private static String text(JsonNode turn, String name, String field) {
        JsonNode value = turn.path(name);
        if (!value.isString()) {
            throw new BadRow(
                    "messages.speaker",
                    "field \"%s\": a message has no \"%s\" that is a text; expected role and content, or from and value",
                    field,
                    name);
        }
        return value.stringValue();
    }

    private static String plain(JsonNode said, String field) {
        if (!said.isString()) {
            throw new BadRow(
                    "messages.text", "field \"%s\": a message is %s; expected a text in quotes", field, shorten(said));
        }
        return said.stringValue();
    }

    /** The messages that both lists begin with. */
    public static List<Message> commonPrefix(List<Message> one, List<Message> other) {
        List<Message> common = new ArrayList<>();
        for (int i = 0; i < Math.min(one.size(), other.size()) && one.get(i).equals(other.get(i)); i++) {
            common.add(one.get(i));
        }
        return common;
    }

    /** A value as a message quotes it: at most 40 characters. */
    public static String shorten(JsonNode value) {
        String text = value.toString();
        return text.codePointCount(0, text.length()) <= 40
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 37)) + "…";
    }
}
