package org.careloop.web.dataset.imports;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.RowFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Preference rows of MedicalGPT in both forms: {@code conversations} with {@code chosen} and {@code rejected}, or
 * {@code question} with {@code response_chosen} and {@code response_rejected}.
 */
final class MedicalGptRows implements JsonRows.RowShape {

    @Override
    public ImportFormat format() {
        return ImportFormat.MEDICALGPT;
    }

    @Override
    public ImportedRow read(JsonNode row) {
        String id = RowFields.optionalText(row, "id");
        return row.has("conversations") ? conversation(id, row) : question(id, row);
    }

    private static ImportedRow conversation(@Nullable String id, JsonNode row) {
        List<Message> prompt = new ArrayList<>();
        addSystem(row, prompt);
        for (JsonNode turn : RowFields.required(row, "conversations")) {
            prompt.add(new Message(speaker(RowFields.text(turn, "from")), RowFields.text(turn, "value")));
        }
        if (prompt.isEmpty()) {
            throw new BadRow("field \"conversations\" is empty; expected at least one turn with from and value");
        }
        return ImportedRow.preference(id, prompt, RowFields.text(row, "chosen"), RowFields.text(row, "rejected"));
    }

    private static ImportedRow question(@Nullable String id, JsonNode row) {
        List<Message> prompt = new ArrayList<>();
        addSystem(row, prompt);
        JsonNode history = row.get("history");
        if (history != null && history.isArray()) {
            for (JsonNode exchange : history) {
                prompt.add(Message.user(exchange.path(0).asString("")));
                prompt.add(Message.assistant(exchange.path(1).asString("")));
            }
        }
        prompt.add(Message.user(RowFields.text(row, "question")));
        return ImportedRow.preference(
                id, prompt, RowFields.text(row, "response_chosen"), RowFields.text(row, "response_rejected"));
    }

    private static void addSystem(JsonNode row, List<Message> prompt) {
        String system = RowFields.optionalText(row, "system");
        if (system != null && !system.isBlank()) {
            prompt.add(new Message(Message.Role.SYSTEM, system));
        }
    }

    private static Message.Role speaker(String from) {
        return switch (from) {
            case "human", "user" -> Message.Role.USER;
            case "gpt", "assistant" -> Message.Role.ASSISTANT;
            case "system" -> Message.Role.SYSTEM;
            default ->
                throw new BadRow(
                        "field \"conversations.from\" is \"%s\"; expected human, gpt or system".formatted(from));
        };
    }
}
