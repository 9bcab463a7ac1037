package org.careloop.lm.model;

import org.careloop.lm.config.Rope;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;

/**
 * Rotary position embedding (Su et al. 2021) in the half-split layout of Hugging Face: element i of a head turns with
 * element i + size/2.
 */
final class RotaryPositions {
    private final Tensor inverseFrequencies; // [headSize / 2] F32
    private final double attentionFactor;

    RotaryPositions(Rope rope, int headSize, Device device) {
        inverseFrequencies = Tensor.of(rope.frequencies(headSize)).to(device).unscoped();
        attentionFactor = rope.scaling().attentionFactor();
    }

    /** Cosines and sines for positions {@code [batch, length]}; the sine of the first half is negated. */
    Angles at(Tensor positions, DType dtype) {
        Tensor angles = positions.to(DType.F32).unsqueeze(-1).mul(inverseFrequencies); // [batch, length, half]
        Tensor cosine = sharpened(angles.cos());
        Tensor sine = sharpened(angles.sin());
        return new Angles(
                Tensor.cat(-1, cosine, cosine).unsqueeze(2).to(dtype),
                Tensor.cat(-1, sine.neg(), sine).unsqueeze(2).to(dtype));
    }

    private Tensor sharpened(Tensor x) {
        return attentionFactor == 1 ? x : x.mul(attentionFactor);
    }

    /** {@code [batch, length, 1, headSize]} each, so that all heads share them. */
    record Angles(Tensor cosine, Tensor sine) {
        /** Turns {@code [batch, length, heads, headSize]}. Swapping the halves is a roll; the sines carry the sign. */
        Tensor turn(Tensor x) {
            return x.mul(cosine).addProduct(x.roll(x.size(-1) / 2, -1), sine);
        }
    }
}
