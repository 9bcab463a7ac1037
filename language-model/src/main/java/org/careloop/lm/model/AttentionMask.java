package org.careloop.lm.model;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of one pass may look at.
 *
 * @param mask BOOL {@code [batch or 1, 1, queries, keys]}, or null when none is needed
 * @param causal each token sees those up to itself
 */
record AttentionMask(@Nullable Tensor mask, boolean causal) {
    private static final AttentionMask CAUSAL = new AttentionMask(null, true);
    private static final AttentionMask EVERYTHING = new AttentionMask(null, false);

    /**
     * A pass over some tokens a row, behind which others may stand in a cache.
     *
     * @param seen BOOL {@code [batch, keys]}, true at tokens; null when all are. Padding after the last token may count as
     *     a token: nothing looks at it
     * @param queries tokens a row that pass now, the last ones of {@code keys}
     * @param place I64 {@code [1]} on the device: where the one token stands that passes, when it is not the last of {@code
     *     keys}; null else
     */
    record Pass(
            @Nullable Tensor seen,
            long queries,
            long keys,
            @Nullable Tensor place,
            Device device) {
        Pass(@Nullable Tensor seen, long queries, long keys, Device device) {
            this(seen, queries, keys, null, device);
        }

        /** For rows as they stand, without a cache. Padding at the right comes after every token and is never looked at. */
        static Pass whole(TokenBatch batch) {
            Tensor seen = batch.padding() == TokenBatch.Padding.LEFT ? batch.mask() : null;
            return new Pass(seen, batch.length(), batch.length(), batch.ids().device());
        }

        /** What a layer may look at that sees {@code window} tokens, itself included. */
        AttentionMask through(long window) {
            boolean all = window >= keys && place == null;
            if (all && queries == 1) {
                return seen == null ? EVERYTHING : new AttentionMask(rows(seen), false);
            }
            return all && seen == null && queries == keys ? CAUSAL : new AttentionMask(mask(window), false);
        }

        /** A padded place sees itself alone, since a softmax over nothing is no number. */
        private Tensor mask(long window) {
            Tensor key = Tensor.arange(keys, DType.I64, device).unsqueeze(0); // [1, keys]
            Tensor query = place == null
                    ? key.transpose(0, 1).narrow(0, keys - queries, queries)
                    : place.unsqueeze(0); // [queries, 1]
            Tensor near = key.le(query).logicalAnd(key.gt(query.sub(window)));
            return seen == null
                    ? near.unsqueeze(0).unsqueeze(0)
                    : rows(seen).logicalAnd(near).logicalOr(key.eq(query));
        }

        private static Tensor rows(Tensor seen) {
            return seen.unsqueeze(1).unsqueeze(1);
        }
    }
}
