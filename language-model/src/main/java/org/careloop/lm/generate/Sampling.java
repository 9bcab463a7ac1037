package org.careloop.lm.generate;

import java.util.List;
import org.careloop.run.settings.GenerateSettings;

/**
 * How tokens are drawn.
 *
 * @param temperature divides the logits; 0 takes the likeliest token
 * @param topP draws from the fewest tokens whose probability reaches this; 1 for all
 * @param topK draws from this many likeliest tokens; 0 for all
 * @param repetitionPenalty divides the positive logits of tokens that stand in prompt or text already, and multiplies the
 *     negative ones (Keskar et al. 2019); 1 for none
 * @param minNewTokens before so many, stop tokens are not drawn; a stop text ends a text all the same, as in
 *     transformers
 * @param maxNewTokens where a text is cut that does not stop by itself
 * @param stopIds tokens that end a text
 */
public record Sampling(
        double temperature,
        double topP,
        int topK,
        double repetitionPenalty,
        int minNewTokens,
        int maxNewTokens,
        List<Integer> stopIds) {
    public Sampling {
        if (!(temperature >= 0)) {
            throw new IllegalArgumentException("temperature %s is negative".formatted(temperature));
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP %s is not in (0, 1]".formatted(topP));
        }
        if (topK < 0) {
            throw new IllegalArgumentException("topK %d is negative; 0 means all tokens".formatted(topK));
        }
        if (!(repetitionPenalty > 0 && repetitionPenalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "repetitionPenalty %s is not positive; 1 means none".formatted(repetitionPenalty));
        }
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("maxNewTokens %d is not positive".formatted(maxNewTokens));
        }
        if (minNewTokens < 0 || minNewTokens > maxNewTokens) {
            throw new IllegalArgumentException(
                    "minNewTokens %d is not between 0 and maxNewTokens %d".formatted(minNewTokens, maxNewTokens));
        }
        stopIds = List.copyOf(stopIds);
    }

    /** What settings say. */
    public static Sampling of(GenerateSettings.Sampling settings, List<Integer> stopIds) {
        return new Sampling(
                settings.temperature(),
                settings.topP(),
                settings.topK(),
                settings.repetitionPenalty(),
                settings.minNewTokens(),
                settings.maxNewTokens(),
                stopIds);
    }

    /** The policy's own distribution: temperature 1, nothing cut off. What rollouts are drawn with. */
    public static Sampling ofPolicy(int maxNewTokens, List<Integer> stopIds) {
        return new Sampling(1, 1, 0, 1, 0, maxNewTokens, stopIds);
    }

    /** The likeliest token at every place. */
    public static Sampling greedy(int maxNewTokens, List<Integer> stopIds) {
        return new Sampling(0, 1, 0, 1, 0, maxNewTokens, stopIds);
    }

    boolean isGreedy() {
        return temperature == 0;
    }

    boolean isTruncated() {
        return topP < 1 || topK > 0;
    }

    boolean penalisesRepetition() {
        return repetitionPenalty != 1;
    }
}
