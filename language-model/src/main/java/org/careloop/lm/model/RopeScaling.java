package org.careloop.lm.model;

/**
 * How rotary positions are stretched beyond the length a model was first trained on. Applied to the inverse frequencies
 * once; semantics as in transformers' {@code modeling_rope_utils}.
 */
public sealed interface RopeScaling {

    /** The inverse frequency to use in place of the given one. */
    float apply(float inverseFrequency);

    /** No stretching. */
    record Default() implements RopeScaling {
        @Override
        public float apply(float inverseFrequency) {
            return inverseFrequency;
        }
    }

    /** Every position divided by a factor (Chen et al. 2023, position interpolation). */
    record Linear(double factor) implements RopeScaling {
        @Override
        public float apply(float inverseFrequency) {
            return (float) (inverseFrequency / factor);
        }
    }

    /** Llama 3.1: long wavelengths stretched, short ones kept, interpolated between. */
    record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
            implements RopeScaling {
        @Override
        public float apply(float inverseFrequency) {
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
}
