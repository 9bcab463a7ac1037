package org.careloop.lm.model;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of one pass may look at.
 *
 * @param mask BOOL {@code [batch, 1, queries, keys]}, or null when none is needed
 * @param causal each token sees those up to itself
 */
record Attended(@Nullable Tensor mask, boolean causal) {
    private static final Attended CAUSAL = new Attended(null, true);

    /**
     * For a pass over whole rows. Rows filled up at the right need no mask: what is padded comes after every token and is
     * never looked at. Rows filled up at the left do; a padded place there sees itself alone, since a softmax over nothing
     * is no number.
     */
    static Attended whole(TokenBatch batch) {
        if (batch.padding() != TokenBatch.Padding.LEFT) {
            return CAUSAL;
        }
        Tensor place = Tensor.arange(batch.length(), DType.I64, batch.ids().device());
        Tensor query = place.unsqueeze(1); // [queries, 1]
        Tensor key = place.unsqueeze(0); // [1, keys]
        Tensor tokens = batch.mask().unsqueeze(1).unsqueeze(1); // [batch, 1, 1, keys]
        return new Attended(tokens.logicalAnd(key.le(query)).logicalOr(key.eq(query)), false);
    }

    /** For one more token a row behind a cache: all of {@code keyMask [batch, keys]}, or everything when null. */
    static Attended next(@Nullable Tensor keyMask) {
        return new Attended(keyMask == null ? null : keyMask.unsqueeze(1).unsqueeze(1), false);
    }
}
