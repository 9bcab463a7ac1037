package org.careloop.lm.generate;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.careloop.lm.model.LoadOptions;

/**
 * Settings of {@code generate}.
 *
 * @param temperature divides the logits; 0 takes the likeliest token
 * @param topP draws from the fewest tokens whose probability reaches this; 1 for all
 * @param topK draws from this many likeliest tokens; 0 for all
 * @param repetitionPenalty above 1 makes tokens less likely that stand in prompt or answer already
 * @param minNewTokens an answer does not end by itself before so many; at a stop text it does
 * @param maxNewTokens where an answer is cut that does not stop by itself
 * @param stop texts that end an answer and are left out of it: one, or a list as JSON
 * @param batchSize prompts that are answered side by side
 * @param seed the first prompt's; each next one's is one more
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param dtype of the weights: {@code auto} (f32 on the CPU, bf16 on CUDA), {@code f32}, {@code bf16}
 */
record GenerateSettings(
        double temperature,
        double topP,
        int topK,
        double repetitionPenalty,
        int minNewTokens,
        int maxNewTokens,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> stop,

        int batchSize,
        long seed,
        String device,
        String dtype) {
    static final GenerateSettings DEFAULTS = new GenerateSettings(1, 1, 0, 1, 0, 256, List.of(), 16, 1, "cpu", "auto");

    GenerateSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is %d; expected a positive number".formatted(batchSize));
        }
        stop = List.copyOf(stop);
        new StopTexts(stop, ids -> "");
        new Sampling(temperature, topP, topK, repetitionPenalty, minNewTokens, maxNewTokens, List.of());
        LoadOptions.parse(dtype, device);
    }

    Sampling sampling(List<Integer> stopIds) {
        return new Sampling(temperature, topP, topK, repetitionPenalty, minNewTokens, maxNewTokens, stopIds);
    }

    LoadOptions loadOptions() {
        return LoadOptions.parse(dtype, device);
    }
}
