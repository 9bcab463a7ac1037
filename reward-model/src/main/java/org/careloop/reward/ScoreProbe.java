package org.careloop.reward;

import java.util.List;
import java.util.Objects;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.saved.Probe;
import org.jspecify.annotations.Nullable;

/**
 * Texts by whose scores a reward model is compared with what was written of it.
 *
 * @param texts ids of whole conversations
 */
record ScoreProbe(double shift, List<int[]> texts) implements Probe {

    @Override
    public double[] values(LanguageModel trunk, @Nullable LinearHead head) {
        return RewardModel.inUse(trunk, Objects.requireNonNull(head), shift).score(texts);
    }
}
