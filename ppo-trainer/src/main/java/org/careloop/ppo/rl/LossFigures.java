package org.careloop.ppo.rl;

import org.careloop.lm.ranks.Ranks;

/**
 * Sums over tokens that add up over micro-batches.
 *
 * @param loss already divided, so that the losses of the parts add up to that of the minibatch
 */
record LossFigures(
        double tokens, double loss, double clipped, double squaredLogRatio, double ratio, double squaredRatio) {
    static final LossFigures NONE = new LossFigures(0, 0, 0, 0, 0, 0);

    LossFigures plus(LossFigures other) {
        return new LossFigures(
                tokens + other.tokens,
                loss + other.loss,
                clipped + other.clipped,
                squaredLogRatio + other.squaredLogRatio,
                ratio + other.ratio,
                squaredRatio + other.squaredRatio);
    }

    /** The sums of all ranks together. */
    LossFigures summed(Ranks ranks) {
        double[] sums = ranks.sum(tokens, loss, clipped, squaredLogRatio, ratio, squaredRatio);
        return new LossFigures(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
    }

    double clipFraction() {
        return clipped / tokens;
    }

    /** Half the mean squared log-ratio: the second-order estimate of the divergence from the sampling policy. */
    double approximateKl() {
        return squaredLogRatio / tokens / 2;
    }

    double meanRatio() {
        return ratio / tokens;
    }

    double ratioVariance() {
        return squaredRatio / tokens - meanRatio() * meanRatio();
    }
}
