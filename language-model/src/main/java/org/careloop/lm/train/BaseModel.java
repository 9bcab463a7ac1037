package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Path;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.ModelSource;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;

/**
 * The model that a run starts from, with its tokenizer and chat format. The weights are not loaded here: each trainer
 * loads them in its own way.
 */
public record BaseModel(ModelSource source, Tokenizer tokenizer, ChatFormat format) {

    /**
     * Reads the tokenizer and chat format of a model.
     *
     * @throws org.careloop.run.BadInput when its text cannot be read exactly
     */
    public static BaseModel of(ModelSource source) throws IOException {
        Tokenizer tokenizer = Tokenizer.load(source.directory());
        return new BaseModel(source, tokenizer, ChatFormat.load(source.directory(), tokenizer));
    }

    /**
     * Finds the model that a person named.
     *
     * @param given a checkpoint directory, the run that made it, or an adapter that says where its base lies
     * @throws org.careloop.run.BadInput when there is no model, or none whose text can be read exactly
     */
    public static BaseModel of(Path given) throws IOException {
        return of(ModelSource.of(given, null));
    }

    /** Finds the model that a run starts from. */
    public static BaseModel of(RunDirectory run, RunSpec spec) throws IOException {
        return of(ModelSource.of(run, spec));
    }

    /** Holds {@code config.json}; absolute. */
    public Path directory() {
        return source.directory();
    }
}
