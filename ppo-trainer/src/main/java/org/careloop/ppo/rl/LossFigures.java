package org.careloop.ppo.rl;

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
