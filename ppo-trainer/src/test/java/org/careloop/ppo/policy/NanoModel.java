package org.careloop.ppo.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;

/** A model directory of a few kilobytes: bytes for tokens, two layers, random weights, a chat template. */
public final class NanoModel {
    private NanoModel() {}

    public static Path write(Path directory, long seed) throws IOException {
        Tokenizer tokenizer = TokenizerTraining.train(List.of("a b"), 262, 64, directory);
        int end = tokenizer.eos().orElseThrow();
        ModelConfig config = ModelConfig.llama(262, 16, 32, 2, 2, 1, 64)
                .withSpecialIds(tokenizer.bos().orElseThrow(), List.of(end), end);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(seed)))
                .tokenizerFrom(directory)
                .write(directory);
        return directory;
    }
}
