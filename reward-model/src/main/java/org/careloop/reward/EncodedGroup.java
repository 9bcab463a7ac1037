package org.careloop.reward;

import java.util.List;
import org.careloop.run.preference.PromptGroup;

/**
 * A prompt group whose responses are tokens.
 *
 * @param sequences prompt and response, one for each of the group's responses
 */
record EncodedGroup(PromptGroup group, List<int[]> sequences) {

    static EncodedGroup of(PromptGroup group, ResponseEncoder encoder) {
        return new EncodedGroup(
                group,
                group.responses().stream()
                        .map(response -> encoder.encode(group.prompt(), response))
                        .toList());
    }

    /** Of all sequences together. */
    long tokens() {
        return sequences.stream().mapToLong(sequence -> sequence.length).sum();
    }

    int longest() {
        return sequences.stream().mapToInt(sequence -> sequence.length).max().orElse(0);
    }
}
