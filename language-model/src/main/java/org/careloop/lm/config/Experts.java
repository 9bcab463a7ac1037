package org.careloop.lm.config;

import java.util.Set;
import org.careloop.run.Phrase;

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
        ConfigField.requirePositive("moe_intermediate_size", intermediateSize);
        if (perToken < 1 || perToken > count) {
            throw ConfigField.refused(
                    "num_experts_per_tok",
                    perToken,
                    Phrase.filled("config.experts", "1 to num_experts, which is %s", count));
        }
        layers = Set.copyOf(layers);
    }
}
