package org.careloop.lm.saved;

import java.util.Optional;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A few texts, by which models that should be the same are compared. Whatever adapter is in use applies. */
public interface Probe {

    /** The log-probability of each token that counts, or the score of each text. */
    double[] values(LanguageModel model, @Nullable LinearHead head);

    /** Whether it is of texts with log-probabilities, and not of scores. */
    default boolean isOfTexts() {
        return false;
    }

    /** Log-probabilities of the whole vocabulary at places of the texts, F32 {@code [places, vocabulary]}; empty for scores. */
    default Optional<Tensor> distributions(LanguageModel model) {
        return Optional.empty();
    }

    /** What a reward model says of the answers that the model gives to a few prompts; none where none judges. */
    default double[] scores(LanguageModel model) {
        return new double[0];
    }
}
