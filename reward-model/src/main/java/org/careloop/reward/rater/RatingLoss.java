package org.careloop.reward.rater;

import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.Rating;
import org.careloop.run.settings.RaterSettings.Loss;

/**
 * What a rater minimises, and how its head's output f becomes a score.
 *
 * <p>SQUARED: the score is s = f + b, the loss of a text the mean over its ratings y of (s - y)^2.
 *
 * <p>ORDINAL: CORAL (Cao, Mirjalili and Raschka 2020, "Rank consistent ordinal regression for neural networks"), which is a cumulative
 * link model with a logistic link (McCullagh 1980) fitted threshold by threshold: P(y &gt; k) = sigmoid(f + b_k) for k = 0 … 4, one
 * direction for all. The loss of a rating is -sum over k of [y &gt; k] log P(y &gt; k) + [y &lt;= k] log(1 - P(y &gt; k)); that of a text the mean
 * over its ratings. The score is the expected one, the sum over k of P(y &gt; k), and so within 0 and 5.
 */
final class RatingLoss {
    private final Loss loss;

    RatingLoss(Loss loss) {
        this.loss = loss;
    }

    /** Biases b: one, or one for each score but the best. */
    int biases() {
        return loss == Loss.SQUARED ? 1 : Rating.BEST;
    }

    /** Biases that give every text the mean score of the texts, or the shares of their ratings above each score. */
    double[] start(List<RatedText> texts) {
        if (loss == Loss.SQUARED) {
            return new double[] {
                texts.stream().mapToDouble(RatedText::mean).average().orElseThrow()
            };
        }
        double few = 0.5 / texts.size();
        return IntStream.range(0, Rating.BEST)
                .mapToDouble(k -> texts.stream()
                        .mapToDouble(text -> text.above(k))
                        .average()
                        .orElseThrow())
                .map(share -> Math.clamp(share, few, 1 - few))
                .map(share -> Math.log(share / (1 - share)))
                .toArray();
    }

    /**
     * The loss of texts, summed; rank 0.
     *
     * @param f output of the head, F32 {@code [texts]}
     * @param bias F32 {@code [biases]}
     */
    Tensor sum(Tensor f, Tensor bias, List<RatedText> texts) {
        int count = texts.size();
        if (loss == Loss.SQUARED) {
            float[] means = new float[count];
            double spread = 0;
            for (int i = 0; i < count; i++) {
                means[i] = (float) texts.get(i).mean();
                spread += variance(texts.get(i));
            }
            Tensor target = Tensor.of(means, count).to(f.device());
            return f.add(bias).sub(target).square().sum().add(spread);
        }
        float[] shares = new float[count * Rating.BEST];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) texts.get(i / Rating.BEST).above(i % Rating.BEST);
        }
        Tensor above = Tensor.of(shares, count, Rating.BEST).to(f.device());
        Tensor logits = f.unsqueeze(1).add(bias.unsqueeze(0)); // [texts, 5]
        Tensor likelihood = logits.logSigmoid()
                .mul(above)
                .add(logits.neg().logSigmoid().mul(above.neg().add(1)));
        return likelihood.sum().neg();
    }

    private static double variance(RatedText text) {
        double mean = text.mean();
        return text.ratings().stream()
                .mapToDouble(rating -> (rating.score() - mean) * (rating.score() - mean))
                .average()
                .orElseThrow();
    }

    /** The score that an output of the head means. */
    double score(double f, double[] bias) {
        if (loss == Loss.SQUARED) {
            return f + bias[0];
        }
        double score = 0;
        for (double each : bias) {
            score += 1 / (1 + Math.exp(-f - each));
        }
        return score;
    }

    /** The loss of one text, in double arithmetic. */
    double of(double f, double[] bias, RatedText text) {
        if (loss == Loss.SQUARED) {
            double distance = f + bias[0] - text.mean();
            return distance * distance + variance(text);
        }
        double sum = 0;
        for (int k = 0; k < bias.length; k++) {
            double logit = f + bias[k];
            double above = text.above(k);
            sum += above * softPlus(-logit) + (1 - above) * softPlus(logit);
        }
        return sum;
    }

    /** log(1 + e^x) */
    private static double softPlus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
