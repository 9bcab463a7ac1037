package org.careloop.lm.model;

import java.util.List;
import org.careloop.lm.tensor.Tensor;

/** The part of a layer that computes each token by itself. */
sealed interface FeedForward permits GatedFeedForward, ExpertFeedForward {

    /** {@code [.., hidden] -> the same}. */
    Tensor apply(Tensor x);

    /** The linear maps that are worth packing. */
    List<LinearMaps> linearMaps();
}
