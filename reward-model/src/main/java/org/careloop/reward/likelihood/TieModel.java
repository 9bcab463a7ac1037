package org.careloop.reward.likelihood;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.careloop.run.settings.LikelihoodSettings;

/**
 * How ties follow from the difference d of two scores. Each model has one learnable parameter, in a form that may
 * be any real number. At {@link Double#NEGATIVE_INFINITY} there are no ties, and each model is Bradley-Terry's σ(d).
 */
public enum TieModel {
    /** Bradley-Terry (1952): one of the two always wins; votes for a tie cannot be learnt from. */
    NONE {
        @Override
        public double initial(double tieRate) {
            return Double.NEGATIVE_INFINITY;
        }

        @Override
        public Outcomes outcomes(double difference, double parameter) {
            return RAO_KUPPER.outcomes(difference, Double.NEGATIVE_INFINITY);
        }

        @Override
        Tensor logWin(Tensor difference, Tensor parameter) {
            return difference.logSigmoid();
        }

        @Override
        Tensor logTie(Tensor difference, Tensor parameter) {
            throw new IllegalStateException("Bradley-Terry gives a tie no likelihood; leave ties out");
        }
    },

    /**
     * Rao and Kupper (1967): A wins only when its lead passes a threshold τ ≥ 0, so P(A) = σ(d - τ), P(B) = σ(-d - τ). The
     * parameter is ln τ.
     */
    RAO_KUPPER {
        @Override
        public double initial(double tieRate) {
            // At d = 0 a tie has probability tanh(τ / 2).
            double tanh = Math.clamp(tieRate, LEAST_RATE, 1 - LEAST_RATE);
            return Math.log(Math.log((1 + tanh) / (1 - tanh)));
        }

        @Override
        public Outcomes outcomes(double difference, double parameter) {
            double threshold = Math.exp(parameter);
            double win = sigmoid(difference - threshold);
            double loss = sigmoid(-difference - threshold);
            double tie =
                    -Math.expm1(-2 * threshold) * sigmoid(threshold + difference) * sigmoid(threshold - difference);
            return new Outcomes(win, tie, loss);
        }

        @Override
        Tensor logWin(Tensor difference, Tensor parameter) {
            return difference.sub(parameter.exp()).logSigmoid();
        }

        /**
         * σ(τ + d) - σ(d - τ) as a product, which keeps its logarithm exact far from 0: σ(τ + d) σ(τ - d) (1 -
         * e^(-2τ)).
         */
        @Override
        Tensor logTie(Tensor difference, Tensor parameter) {
            Tensor threshold = parameter.exp();
            return threshold
                    .add(difference)
                    .logSigmoid()
                    .add(threshold.sub(difference).logSigmoid())
                    .add(threshold.mul(-2).exp().neg().log1p());
        }
    },

    /**
     * Davidson (1970): win, tie and loss are proportional to e^(d/2), ν and e^(-d/2). The parameter is ln ν.
     */
    DAVIDSON {
        @Override
        public double initial(double tieRate) {
            // At d = 0 a tie has probability ν / (2 + ν).
            double rate = Math.clamp(tieRate, LEAST_RATE, 1 - LEAST_RATE);
            return Math.log(2 * rate / (1 - rate));
        }

        @Override
        public Outcomes outcomes(double difference, double parameter) {
            double half = Math.abs(difference) / 2;
            double top = Math.max(half, parameter);
            double favoured = Math.exp(half - top);
            double tie = Math.exp(parameter - top);
            double other = Math.exp(-half - top);
            double sum = favoured + tie + other;
            return difference >= 0
                    ? new Outcomes(favoured / sum, tie / sum, other / sum)
                    : new Outcomes(other / sum, tie / sum, favoured / sum);
        }

        @Override
        Tensor logWin(Tensor difference, Tensor parameter) {
            return difference.mul(0.5).sub(normaliser(difference, parameter));
        }

        @Override
        Tensor logTie(Tensor difference, Tensor parameter) {
            return parameter.sub(normaliser(difference, parameter));
        }

        private static Tensor normaliser(Tensor difference, Tensor parameter) {
            Tensor half = difference.mul(0.5);
            return Tensor.stack(0, half, parameter.expand(half.shape()), half.neg())
                    .logSumExp(0);
        }
    };

    /** Rates are kept away from 0 and 1, where the gradient of the parameter would be 0. */
    private static final double LEAST_RATE = 1e-4;

    /** The initial parameter: a pair of equal scores ties as often as the training votes do. */
    public abstract double initial(double tieRate);

    /** Probabilities at a difference, in double precision; tests compare the tensor form with it. */
    public abstract Outcomes outcomes(double difference, double parameter);

    /** ln P(the first wins), elementwise; ln P(it loses) is the same at the negative difference. */
    abstract Tensor logWin(Tensor difference, Tensor parameter);

    /** ln P(tie), elementwise. */
    abstract Tensor logTie(Tensor difference, Tensor parameter);

    /** The name in settings and files, such as {@code rao-kupper}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people: its name, and what its parameter comes to. */
    public String words(double parameter) {
        return this == NONE
                ? "Bradley-Terry"
                : String.format(
                        Locale.ROOT,
                        "%s; equal scores tie with probability %.3f; BOTH_BAD counts as a tie",
                        this == DAVIDSON ? "Davidson" : "Rao-Kupper",
                        outcomes(0, parameter).tie());
    }

    /** The tie model of settings; {@link #NONE} where no vote is a tie, for then a threshold has nothing to be learnt from. */
    public static TieModel of(LikelihoodSettings settings, double tieRate) {
        return tieRate == 0 ? NONE : parse(settings.ties());
    }

    @JsonCreator
    public static TieModel parse(String label) {
        return Arrays.stream(values())
                .filter(model -> model.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadValue(Phrase.filled(
                        "value.tie-model",
                        "tie model \"%s\" is not known; expected none, rao-kupper or davidson",
                        label)));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
