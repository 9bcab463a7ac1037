package org.careloop.web.dataset;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Fields that change what was asked, answered or preferred, under the names that other tools give them. A layout reads
 * them, or the row is refused: left out in silence they would change what a clinician sees or what a vote says. Every other
 * field that nobody reads is named in the result.
 */
final class KnownFields {
    /** Texts before the answers: what the assistant was told to be, earlier turns, the question, what it is about. */
    private static final Set<String> ASKED = Set.of(
            "system",
            "system_prompt",
            "system_message",
            "systemprompt",
            "persona",
            "preprompt",
            "history",
            "instruction",
            "instructions",
            "input",
            "inputs",
            "question",
            "questions",
            "query",
            "prompt",
            "prompts",
            "user_prompt",
            "question_text",
            "context",
            "contexts",
            "passage",
            "document",
            "documents",
            "evidence",
            "messages",
            "conversation",
            "conversations",
            "conversation_a",
            "conversation_b",
            "dialog",
            "dialogue",
            "few_shot",
            "objects",
            "rejected_messages",
            "chosen_messages",
            "rejected_images",
            "post",
            "article",
            "chat_history");
    /** What goes with texts and is not shown: pictures, sound, tools and what was called, thoughts. */
    private static final Set<String> ATTACHED = Set.of(
            "image",
            "images",
            "image_url",
            "image_path",
            "pixel_values",
            "video",
            "videos",
            "audio",
            "audios",
            "attachment",
            "attachments",
            "tools",
            "tool",
            "functions",
            "function",
            "tool_calls",
            "tool_call",
            "tool_call_id",
            "tool_responses",
            "function_call",
            "observation",
            "reasoning_content",
            "reasoning",
            "thinking",
            "chosen_reasoning",
            "rejected_reasoning",
            "citations",
            "output_format",
            "chat_template_kwargs");
    /** What was answered. */
    private static final Set<String> ANSWERED = Set.of(
            "chosen",
            "rejected",
            "response",
            "responses",
            "response_a",
            "response_b",
            "response1",
            "response2",
            "response_1",
            "response_2",
            "rejected_response",
            "rejected_responses",
            "chosen_response",
            "response_chosen",
            "response_rejected",
            "positive",
            "negative",
            "answer_a",
            "answer_b",
            "answer_0",
            "answer_1",
            "answer1",
            "answer2",
            "output",
            "outputs",
            "output_a",
            "output_b",
            "output_1",
            "output_2",
            "output1",
            "output2",
            "completion",
            "completions",
            "generations",
            "candidates",
            "candidate",
            "a",
            "b",
            "better_response",
            "worse_response",
            "response_0",
            "response_j",
            "response_k");
    /** What was preferred, how much, by whom, and how much it weighs. */
    private static final Set<String> PREFERRED = Set.of(
            "winner",
            "vote",
            "votes",
            "verdict",
            "label",
            "labels",
            "preference",
            "preferences",
            "preferred",
            "overall_preference",
            "individual_preference",
            "better",
            "better_response_id",
            "safer_response_id",
            "choice",
            "strength",
            "preference_strength",
            "margin",
            "weight",
            "weights",
            "sample_weight",
            "loss_weight",
            "loss_scale",
            "ranking",
            "rankings",
            "ratings",
            "rank",
            "ranks",
            "criteria",
            "flags",
            "corrections",
            "gold",
            "winner_model",
            "winner_tie",
            "winner_model_a",
            "winner_model_b",
            "tie",
            "is_tie",
            "human_preference",
            "is_preferred");

    private static final Pattern ANNOTATOR =
            Pattern.compile("(annotator|annotators|annotator_?(id|name|[0-9]+)|rater(_?id)?|worker_?id|labell?er)");

    private KnownFields() {}

    static boolean changesTheMeaning(String field) {
        String name = field.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return ASKED.contains(name)
                || ATTACHED.contains(name)
                || ANSWERED.contains(name)
                || PREFERRED.contains(name)
                || ANNOTATOR.matcher(name).matches();
    }

    /** Whether a field of known meaning has the value that it has where it is left out, such as a weight of 1. */
    static boolean isUsual(String field, JsonNode value) {
        return (value.isBoolean() && !value.booleanValue())
                || (value.isNumber() && field.endsWith("weight") && value.doubleValue() == 1)
                || (value.isNumber() && field.equals("margin") && value.doubleValue() == 0);
    }

    /** Whether a value says nothing: null, an empty or blank text, an empty list or object. */
    static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || (value.isString() && value.stringValue().isBlank())
                || (value.isContainer() && value.isEmpty());
    }
}
