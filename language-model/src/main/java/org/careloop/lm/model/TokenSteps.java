package org.careloop.lm.model;

import org.careloop.lm.tensor.Tensor;

/** Passes of one token a row behind those of a cache. */
public sealed interface TokenSteps extends AutoCloseable permits PlainSteps, RecordedSteps {

    /**
     * The next pass.
     *
     * @param ids of the tokens, one a row
     * @param positions of them, each row's own count
     * @return {@code [batch, hidden]}; good until the pass after it
     */
    Tensor next(int[] ids, int[] positions);

    @Override
    void close();
}
