package org.careloop.lm.config;

/**
 * Rotary positions: the base of the frequencies, and how they are stretched.
 *
 * @param theta base of the frequencies (Su et al. 2021)
 */
public record Rope(double theta, RopeScaling scaling) {
    public Rope {
        if (!(theta > 0)) {
            throw ConfigField.refused("rope_theta", theta, ConfigField.POSITIVE);
        }
    }

    /** With nothing stretched. */
    public static Rope of(double theta) {
        return new Rope(theta, new RopeScaling.Default());
    }

    /** The angle by which each position turns each pair of a head, {@code [headSize / 2]}. */
    public float[] frequencies(int headSize) {
        float[] inverse = new float[headSize / 2];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1f / (float) Math.pow((float) theta, 2f * i / headSize);
        }
        return scaling.apply(inverse, theta);
    }
}
