package org.careloop.lm.likelihood;

/**
 * A whole text, of which the end is weighed.
 *
 * @param ids of the whole text
 * @param from place of the first token that is weighed, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares these
public record Continuation(int[] ids, int from) {
    public Continuation {
        if (from < 1 || from >= ids.length) {
            throw new IllegalArgumentException(
                    "a continuation from place %d of %d tokens; expected 1 to one less than all"
                            .formatted(from, ids.length));
        }
    }
}
