package org.careloop.ppo.policy;

import java.util.Arrays;

/**
 * A prompt and a response to it, as ids.
 *
 * @param prompt at least one token
 * @param response at least one token, the stop token included when there is one
 */
public record Sequence(int[] prompt, int[] response) {

    public Sequence {
        if (prompt.length == 0 || response.length == 0) {
            throw new IllegalArgumentException("a prompt of %d tokens and a response of %d; expected at least one each"
                    .formatted(prompt.length, response.length));
        }
    }

    /** The ids of the prompt, then those of the response. */
    public int[] tokens() {
        int[] all = Arrays.copyOf(prompt, prompt.length + response.length);
        System.arraycopy(response, 0, all, prompt.length, response.length);
        return all;
    }

    public int length() {
        return prompt.length + response.length;
    }
}
