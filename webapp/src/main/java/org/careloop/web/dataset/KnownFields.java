package org.careloop.web.dataset;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Fields that change what was asked, answered or preferred. A layout reads them, or the row is refused: left out in silence
 * they would change what a clinician sees or what a vote says. Every other field that nobody reads is named in the result.
 */
final class KnownFields {
    private static final Set<String> MEANING = Set.of(
            "system", "system_prompt", "history", "instruction", "input", "question", "query", "context", "messages",
            "conversations", "conversation", "image", "images", "video", "videos", "audio", "audios", "documents", "tools",
            "tool_calls", "tool_call_id", "function_call", "reasoning_content", "reasoning", "thinking", "margin", "weight",
            "winner", "vote", "votes", "verdict", "label", "preference", "preferred", "strength", "ranking", "rank",
            "criteria", "flags", "corrections", "gold", "adjudications", "responses", "a", "b");

    private KnownFields() {}

    static boolean changesTheMeaning(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        return MEANING.contains(name) || name.startsWith("annotator");
    }

    /** Whether a value says nothing: null, an empty or blank text, an empty list or object. */
    static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || (value.isString() && value.stringValue().isBlank())
                || (value.isContainer() && value.isEmpty());
    }
}
