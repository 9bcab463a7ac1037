package org.careloop.lm.train;

import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/** Tells a model that is broken from one that a training broke, for which a lower learning rate is the remedy. */
public final class FirstLoss {
    private FirstLoss() {}

    /**
     * Looks at the loss of a step, before anything is learnt from it.
     *
     * @param step counted from 1; at the first one the model is what the run began with
     * @param model directory of that
     * @throws BadInput when the loss of the first step is not finite
     */
    public static void check(long step, double loss, Path model) {
        if (step == 1 && !Double.isFinite(loss)) {
            throw BadInput.in(
                    model,
                    Phrase.of(
                            "run.no-loss",
                            "this model gives no finite loss before anything is learnt: its weights hold NaN or infinity, or its numbers overflow their type; fetch or train it again, or set dtype=f32"));
        }
    }
}
