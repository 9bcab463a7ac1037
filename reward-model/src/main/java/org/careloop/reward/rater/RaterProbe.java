package org.careloop.reward.rater;

import java.util.List;
import java.util.Objects;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.saved.Probe;
import org.jspecify.annotations.Nullable;

/**
 * Texts by whose scores a rater is compared with what was written of it.
 *
 * @param texts ids of each
 */
record RaterProbe(RaterFacts facts, List<int[]> texts) implements Probe {
    private static final long PLACES = 4096;

    @Override
    public double[] values(LanguageModel trunk, @Nullable LinearHead head) {
        return new RaterModel(trunk, null, Objects.requireNonNull(head), facts).score(texts, PLACES);
    }
}
