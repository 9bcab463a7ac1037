package org.careloop.lm.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.careloop.run.Message;

/**
 * Turns messages into the ids of a prompt that the assistant answers next.
 *
 * <p>A model with a chat template uses that template. A model without one uses the plain format: BOS, the contents of
 * all messages joined by blank lines, a line break; then the response, then EOS.
 */
public abstract sealed class ChatFormat permits PlainFormat, TemplateFormat {
    final Tokenizer tokenizer;

    ChatFormat(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * The format of a model directory.
     *
     * @throws org.careloop.run.BadInput for a template that cannot be rendered exactly
     */
    public static ChatFormat load(Path directory, Tokenizer tokenizer) throws IOException {
        return tokenizer
                .settings()
                .chatTemplate()
                .<ChatFormat>map(template -> TemplateFormat.of(directory, template, tokenizer))
                .orElseGet(() -> new PlainFormat(tokenizer));
    }

    /** Ids of the messages and of the header of the assistant's next turn. */
    public abstract int[] prompt(List<Message> messages);

    /**
     * Python that makes the ids of {@link #prompt}, with {@code tokenizer} of transformers, from {@code messages} into {@code
     * ids}; the tokenizer's own special tokens are left out where the format brings them.
     */
    public abstract String python();

    /** The token that ends an assistant's turn. */
    public abstract int endOfTurn();

    /** Ids of a prompt, the response to it, and the end of the turn. */
    public int[] conversation(List<Message> prompt, String response) {
        return Tokenizer.concat(prompt(prompt), response(response));
    }

    /** Ids of an assistant's response and the end of its turn: what a perfect policy samples. */
    public int[] response(String response) {
        return Tokenizer.concat(tokenizer.encode(response, false), tokenizer.embedded(endOfTurn()));
    }

    /** Ids at which an answer ends, ascending: the end of the turn, and every end that the tokenizer knows. */
    public List<Integer> stopIds() {
        TreeSet<Integer> ids = new TreeSet<>(tokenizer.stopIds());
        ids.add(endOfTurn());
        return List.copyOf(ids);
    }
}
