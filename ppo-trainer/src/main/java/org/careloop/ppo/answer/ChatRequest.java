package org.careloop.ppo.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.settings.GenerateSettings;

/** The body of a request for a chat completion. */
final class ChatRequest {
    private ChatRequest() {}

    /** What is at its default is left out: not every server takes every field. */
    static String body(String model, List<Message> prompt, GenerateSettings.Sampling sampling, long seed) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("messages", prompt);
        body.put("temperature", sampling.temperature());
        body.put("max_tokens", sampling.maxNewTokens());
        body.put("seed", seed);
        if (sampling.topP() != 1) {
            body.put("top_p", sampling.topP());
        }
        if (sampling.topK() != 0) {
            body.put("top_k", sampling.topK());
        }
        if (sampling.repetitionPenalty() != 1) {
            body.put("repetition_penalty", sampling.repetitionPenalty());
        }
        if (sampling.minNewTokens() != 0) {
            body.put("min_tokens", sampling.minNewTokens());
        }
        if (!sampling.stop().isEmpty()) {
            body.put("stop", sampling.stop());
        }
        return Json.MAPPER.writeValueAsString(body);
    }
}
