package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Path;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.ModelDirectory;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;

/**
 * The checkpoint that a run starts from, with its tokenizer and chat format. The weights are not loaded here: each trainer
 * loads them in its own way.
 *
 * @param directory holds {@code config.json}; absolute
 */
public record BaseModel(Path directory, Tokenizer tokenizer, ChatFormat format) {

    /**
     * Finds the checkpoint that a person named.
     *
     * @param given a checkpoint directory, or the run that made it
     * @throws org.careloop.run.BadInput when there is no checkpoint, or none whose text can be read exactly
     */
    public static BaseModel of(Path given) throws IOException {
        Path directory = ModelDirectory.of(given);
        Tokenizer tokenizer = Tokenizer.load(directory);
        return new BaseModel(directory, tokenizer, ChatFormat.load(directory, tokenizer));
    }

    /** Finds the checkpoint that a run starts from. */
    public static BaseModel of(RunDirectory run, RunSpec spec) throws IOException {
        return of(run.path().resolve(spec.model()));
    }
}
