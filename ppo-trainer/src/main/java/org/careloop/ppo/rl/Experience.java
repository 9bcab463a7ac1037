package org.careloop.ppo.rl;

import java.util.Arrays;

/**
 * An episode with what there is to learn from it.
 *
 * @param advantages of each token
 * @param returns of each token: the target of the critic; empty where there is none
 */
record Experience(Episode episode, double[] advantages, double[] returns) {

    /** Whether it moves the policy at all. */
    boolean hasSignal() {
        return Arrays.stream(advantages).anyMatch(advantage -> advantage != 0);
    }
}
