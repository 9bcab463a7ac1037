package org.careloop.ppo.policy;

import java.util.Arrays;
import java.util.Set;

/**
 * A response that a policy sampled for a prompt.
 *
 * @param sequence prompt and response; the response includes its stop token
 * @param sampled log-probability of each response token as the sampler computed it
 * @param stopped whether the response ends with a stop token
 */
public record Rollout(Sequence sequence, double[] sampled, boolean stopped) {

    /** Cuts a response after its first stop token: tokens after it must not be scored. */
    static Rollout cut(int[] prompt, int[] response, double[] sampled, Set<Integer> stopIds) {
        for (int t = 0; t < response.length; t++) {
            if (stopIds.contains(response[t])) {
                return new Rollout(
                        new Sequence(prompt, Arrays.copyOf(response, t + 1)), Arrays.copyOf(sampled, t + 1), true);
            }
        }
        return new Rollout(new Sequence(prompt, response), sampled, false);
    }

    /** Number of response tokens. */
    public int length() {
        return sequence.response().length;
    }
}
