package org.careloop.lm.model;

import org.careloop.lm.tensor.Tensor;

/** Forward passes of one new token a row, after those in a cache. */
public sealed interface TokenSteps extends AutoCloseable permits PlainSteps, RecordedSteps {

    /**
     * The next pass.
     *
     * @param ids the new tokens, one a row
     * @param positions of the new tokens, counted without padding
     * @return {@code [batch, hidden]}; valid until the next call
     */
    Tensor next(int[] ids, int[] positions);

    @Override
    void close();
}
