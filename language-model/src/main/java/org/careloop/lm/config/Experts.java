package org.careloop.lm.config;

import java.util.Set;

/**
 * Layers whose feed-forward part is a choice of experts (Shazeer et al. 2017, in the form of Qwen 3).
 *
 * @param count experts of a layer
 * @param perToken experts that compute each token
 * @param intermediateSize inner width of one expert
 * @param normalised the shares of the chosen experts are divided by their sum
 * @param layers that have experts, counted from 0; the others have one feed-forward part of the usual width
 */
public record Experts(int count, int perToken, int intermediateSize, boolean normalised, Set<Integer> layers) {
    public Experts {
        if (intermediateSize < 1) {
            throw new IllegalArgumentException(
                    "moe_intermediate_size is %d; expected a positive number".formatted(intermediateSize));
        }
        if (perToken < 1 || perToken > count) {
            throw new IllegalArgumentException(
                    "num_experts_per_tok is %d; expected 1 to num_experts, which is %d".formatted(perToken, count));
        }
        layers = Set.copyOf(layers);
    }
}
