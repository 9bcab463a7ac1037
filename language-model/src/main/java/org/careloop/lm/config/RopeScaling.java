package org.careloop.lm.config;

/**
 * How rotary positions are stretched beyond the length a model was first trained on. Applied to the inverse frequencies
 * once; semantics as in transformers' {@code modeling_rope_utils}.
 */
public sealed interface RopeScaling {

    /**
     * The inverse frequencies to use in place of the given ones.
     *
     * @param theta base of the frequencies
     */
    float[] apply(float[] inverseFrequencies, double theta);

    /** What cosines and sines are multiplied by. */
    default double attentionFactor() {
        return 1;
    }

    /** No stretching. */
    record Default() implements RopeScaling {
        @Override
        public float[] apply(float[] inverseFrequencies, double theta) {
            return inverseFrequencies;
        }
    }

    /** Every position divided by a factor (Chen et al. 2023, position interpolation). */
    record Linear(double factor) implements RopeScaling {
        @Override
        public float[] apply(float[] inverseFrequencies, double theta) {
            float[] stretched = inverseFrequencies.clone();
            for (int i = 0; i < stretched.length; i++) {
                stretched[i] = (float) (stretched[i] / factor);
            }
            return stretched;
        }
    }

    /** Llama 3.1: long wavelengths stretched, short ones kept, interpolated between. */
    record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
            implements RopeScaling {
        @Override
        public float[] apply(float[] inverseFrequencies, double theta) {
            float[] stretched = inverseFrequencies.clone();
            for (int i = 0; i < stretched.length; i++) {
                stretched[i] = apply(stretched[i]);
            }
            return stretched;
        }

        private float apply(float inverseFrequency) {
            double waveLength = 2 * Math.PI / inverseFrequency;
            if (waveLength > originalPositions / lowFrequencyFactor) {
                return (float) (inverseFrequency / factor);
            }
            if (waveLength < originalPositions / highFrequencyFactor) {
                return inverseFrequency;
            }
            double smooth =
                    (originalPositions / waveLength - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
            return (float) ((1 - smooth) * inverseFrequency / factor + smooth * inverseFrequency);
        }
    }

    /**
     * YaRN (Peng et al. 2023): pairs that turn often are kept, those that turn seldom are stretched, with a ramp between;
     * attention is sharpened by a factor.
     *
     * @param attentionFactor what cosines and sines are multiplied by
     * @param betaFast pairs with at least this many turns over the original length are kept
     * @param betaSlow pairs with at most this many are stretched
     * @param truncate the ends of the ramp are whole numbers
     */
    record Yarn(
            double factor,
            int originalPositions,
            double attentionFactor,
            double betaFast,
            double betaSlow,
            boolean truncate)
            implements RopeScaling {
        @Override
        public float[] apply(float[] inverseFrequencies, double theta) {
            int size = 2 * inverseFrequencies.length;
            double low = place(betaFast, size, theta);
            double high = place(betaSlow, size, theta);
            low = Math.max(truncate ? Math.floor(low) : low, 0);
            high = Math.min(truncate ? Math.ceil(high) : high, size - 1);
            double width = low == high ? 0.001 : high - low;
            float[] stretched = new float[inverseFrequencies.length];
            for (int i = 0; i < stretched.length; i++) {
                double ramp = Math.clamp((i - low) / width, 0, 1);
                stretched[i] = (float) (inverseFrequencies[i] * (ramp / factor + (1 - ramp)));
            }
            return stretched;
        }

        /** The pair that turns this often over the original length, counted with fractions. */
        private double place(double turns, int size, double theta) {
            return size * Math.log(originalPositions / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
        }

        /** The attention factor that follows from a stretch, weighed. */
        static double attentionFactor(double factor, double weight) {
            return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
        }
    }
}
