package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.tensor.Rng;

/**
 * Which prompts an iteration uses: passes over all prompts, each in its own random order. The order depends only on the
 * seed, so a resumed run needs no saved state for it; passes of two seeds never share theirs.
 */
record PromptOrder(int prompts, int perIteration, long seed) {

    /** Indices of prompts for an iteration counted from 1. */
    List<Integer> of(long iteration) {
        List<Integer> chosen = new ArrayList<>();
        long first = (iteration - 1) * perIteration;
        long pass = -1;
        int[] order = {};
        for (long place = first; place < first + perIteration; place++) {
            if (place / prompts != pass) {
                pass = place / prompts;
                order = Rng.ofPass(seed, pass).permutation(prompts);
            }
            chosen.add(order[(int) (place % prompts)]);
        }
        return chosen;
    }
}
