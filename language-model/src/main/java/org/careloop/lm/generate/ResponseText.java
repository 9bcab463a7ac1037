package org.careloop.lm.generate;

import java.util.List;
import org.careloop.lm.text.ChatFormat;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.Response;

/** A response and its prompt as ids. */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares these
record ResponseText(Response row, int[] prompt, int[] response) {

    /**
     * The ids that the row has; where it has none, its texts are tokenised. Tokenising a sampled text again may give other
     * ids than those that were sampled.
     */
    static ResponseText of(Response row, ChatFormat format) {
        int[] prompt = row.promptTokens() == null ? rendered(row, format) : ints(row.promptTokens());
        int[] response = row.tokens() == null ? format.response(row.response()) : ints(row.tokens());
        if (prompt.length == 0 || response.length == 0) {
            throw new BadInput(Phrase.filled(
                    "response.empty",
                    "response \"%s\": promptTokens and tokens must not be empty; leave out the one that is",
                    row.id()));
        }
        return new ResponseText(row, prompt, response);
    }

    private static int[] rendered(Response row, ChatFormat format) {
        if (row.prompt().isEmpty()) {
            throw new BadInput(Phrase.filled(
                    "response.no-prompt",
                    "response \"%s\" has neither prompt messages nor promptTokens; give one",
                    row.id()));
        }
        return format.prompt(row.prompt());
    }

    private static int[] ints(List<Integer> ids) {
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Prompt and response in one row. */
    int[] all() {
        int[] all = new int[prompt.length + response.length];
        System.arraycopy(prompt, 0, all, 0, prompt.length);
        System.arraycopy(response, 0, all, prompt.length, response.length);
        return all;
    }
}
