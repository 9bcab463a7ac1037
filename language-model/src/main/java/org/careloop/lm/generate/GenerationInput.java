package org.careloop.lm.generate;

import java.util.List;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.run.Phrase;

/** A prompt to answer or a text to continue, as messages (none for a raw text) and as ids. */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares these
record GenerationInput(String id, List<Message> prompt, int[] ids) {

    /** A raw text starts with BOS also where the tokenizer itself would not put one: a model needs at least one token. */
    static GenerationInput text(String text, Tokenizer tokenizer) {
        int[] ids = tokenizer.encode(text, true);
        if (tokenizer.bos().isPresent()
                && (ids.length == 0 || ids[0] != tokenizer.bos().getAsInt())) {
            int[] begun = new int[ids.length + 1];
            begun[0] = tokenizer.bos().getAsInt();
            System.arraycopy(ids, 0, begun, 1, ids.length);
            return new GenerationInput("text", List.of(), begun);
        }
        if (ids.length == 0) {
            throw new BadInput(Phrase.of(
                    "response.no-text",
                    "--text is empty and the model has no token to begin with; give at least one word"));
        }
        return new GenerationInput("text", List.of(), ids);
    }

    void checkLength(int maxPositions) {
        if (ids.length >= maxPositions) {
            throw new BadInput(Phrase.filled(
                    "response.prompt-long",
                    "prompt \"%s\" has %s tokens; the model reads %s and needs room to answer: shorten it",
                    id,
                    ids.length,
                    maxPositions));
        }
    }
}
