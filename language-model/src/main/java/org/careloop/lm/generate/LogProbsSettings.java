package org.careloop.lm.generate;

import org.careloop.lm.model.LoadOptions;

/**
 * Settings of {@code logprobs}.
 *
 * @param batchSize texts that are read side by side
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param dtype of the weights: {@code auto} (f32 on the CPU, bf16 on CUDA), {@code f32}, {@code bf16}
 */
record LogProbsSettings(int batchSize, String device, String dtype) {
    static final LogProbsSettings DEFAULTS = new LogProbsSettings(16, "cpu", "auto");

    LogProbsSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is %d; expected a positive number".formatted(batchSize));
        }
        LoadOptions.parse(dtype, device);
    }

    LoadOptions loadOptions() {
        return LoadOptions.parse(dtype, device);
    }
}
