package org.careloop.lm.model;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Which keys the queries of one forward pass may attend to.
 *
 * @param allowed BOOL {@code [batch or 1, 1, queries, keys]}, true = may attend; null when no mask is needed
 * @param causal each query attends to the keys up to its own position
 */
record AttentionMask(@Nullable Tensor allowed, boolean causal) {
    private static final AttentionMask CAUSAL = new AttentionMask(null, true);
    private static final AttentionMask EVERYTHING = new AttentionMask(null, false);

    /**
     * The sizes and positions of a forward pass over some tokens a row, after those in the cache.
     *
     * @param tokenMask BOOL {@code [batch, keys]}, true at tokens, false at padding; null when nothing is padded.
     *     Padding after the last token may be true: no query attends to it
     * @param queries new tokens a row, the last ones of {@code keys}
     * @param place I64 {@code [1]} on the device: position of the one new token when it is not the last of
     *     {@code keys}; null otherwise
     * @param starts as in {@link TokenBatch}, for whole rows of several texts; null otherwise
     */
    record Pass(
            @Nullable Tensor tokenMask,
            long queries,
            long keys,
            @Nullable Tensor place,
            @Nullable Tensor starts,
            Device device) {
        Pass(@Nullable Tensor tokenMask, long queries, long keys, Device device) {
            this(tokenMask, queries, keys, null, null, device);
        }

        /** For one new token a row whose position is not the last of {@code keys}. */
        static Pass at(Tensor place, @Nullable Tensor tokenMask, long keys, Device device) {
            return new Pass(tokenMask, 1, keys, place, null, device);
        }

        /** For whole rows without a cache. Padding on the right comes after every token, so no query attends to it. */
        static Pass whole(TokenBatch batch) {
            Tensor tokenMask = batch.padding() == TokenBatch.Padding.LEFT ? batch.mask() : null;
            return new Pass(
                    tokenMask,
                    batch.length(),
                    batch.length(),
                    null,
                    batch.starts(),
                    batch.ids().device());
        }

        /** The mask of a layer with a window of {@code window} tokens, the query itself included. */
        AttentionMask through(long window) {
            boolean all = window >= keys && place == null && starts == null;
            if (all && queries == 1) {
                return tokenMask == null ? EVERYTHING : new AttentionMask(rows(tokenMask), false);
            }
            return all && tokenMask == null && queries == keys ? CAUSAL : new AttentionMask(mask(window), false);
        }

        /** A padded position attends to itself only, because a softmax over no keys is NaN. */
        private Tensor mask(long window) {
            Tensor key = Tensor.arange(keys, DType.I64, device).unsqueeze(0); // [1, keys]
            Tensor query = place == null
                    ? key.transpose(0, 1).narrow(0, keys - queries, queries)
                    : place.unsqueeze(0); // [queries, 1]
            Tensor near = key.le(query).logicalAnd(key.gt(query.sub(window)));
            if (starts != null) {
                Tensor sameText = starts.unsqueeze(2).eq(starts.unsqueeze(1)); // [batch, length, length]
                return sameText.logicalAnd(near).unsqueeze(1);
            }
            return tokenMask == null
                    ? near.unsqueeze(0).unsqueeze(0)
                    : rows(tokenMask).logicalAnd(near).logicalOr(key.eq(query));
        }

        private static Tensor rows(Tensor tokenMask) {
            return tokenMask.unsqueeze(1).unsqueeze(1);
        }
    }
}
