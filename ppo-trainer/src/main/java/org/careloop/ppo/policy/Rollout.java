package org.careloop.ppo.policy;

import java.util.Arrays;
import java.util.Set;

/**
 * What a policy wrote to a prompt.
 *
 * @param sequence the response ends at its first stop token, which belongs to it
 * @param sampled log-probability of each response token as the sampler saw it
 * @param stopped whether it wrote a stop token at all
 */
public record Rollout(Sequence sequence, double[] sampled, boolean stopped) {

    /** Cuts a response at its first stop token: what stands behind it was never asked for and must not be scored. */
    static Rollout cut(int[] prompt, int[] response, double[] sampled, Set<Integer> stopIds) {
        for (int t = 0; t < response.length; t++) {
            if (stopIds.contains(response[t])) {
                return new Rollout(
                        new Sequence(prompt, Arrays.copyOf(response, t + 1)), Arrays.copyOf(sampled, t + 1), true);
            }
        }
        return new Rollout(new Sequence(prompt, response), sampled, false);
    }

    /** Tokens of the response. */
    public int length() {
        return sequence.response().length;
    }
}
