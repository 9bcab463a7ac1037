package org.careloop.web.dataset;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.Vote;
import org.jspecify.annotations.Nullable;

/**
 * One pair read from a file.
 *
 * @param id null where the file has none
 * @param votes of named annotators, in terms of {@code a} and {@code b}
 * @param chosenIsA the file names {@code a} as the chosen response and {@code b} as the rejected one, without saying who
 *     chose; the import then draws their sides
 * @param notText how many responses were another JSON value and were read as its text
 */
record ImportedRow(
        @Nullable String id,
        List<Message> prompt,
        String a,
        String b,
        @Nullable String modelA,
        @Nullable String modelB,
        @Nullable String language,
        List<String> tags,
        List<Vote> votes,
        boolean chosenIsA,
        int notText) {

    /** A pair of which the file says only which response was preferred. */
    static ImportedRow preference(@Nullable String id, List<Message> prompt, String chosen, String rejected) {
        return new ImportedRow(id, prompt, chosen, rejected, null, null, null, List.of(), List.of(), true, 0);
    }
}
