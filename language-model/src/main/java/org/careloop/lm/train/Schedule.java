package org.careloop.lm.train;

/**
 * The learning rate over a run, as a share of its peak: linear warm-up, then constant or falling.
 *
 * @param warmUp steps until the peak
 * @param steps of the whole run
 */
public record Schedule(Shape shape, long warmUp, long steps) {

    /** The rate after the warm-up. A falling one would reach 0 one step after the last. */
    public enum Shape {
        CONSTANT,
        LINEAR,
        COSINE
    }

    public Schedule {
        if (warmUp < 0 || steps < 1 || warmUp > steps) {
            throw new IllegalArgumentException(
                    "a warm-up of %d steps does not fit a run of %d".formatted(warmUp, steps));
        }
    }

    /** The rate of a step counted from 1, given the peak. */
    public double rate(double peak, long step) {
        return peak * share(step);
    }

    private double share(long step) {
        if (step <= warmUp) {
            return (double) step / warmUp;
        }
        double progress = Math.clamp((double) (step - 1 - warmUp) / Math.max(1, steps - warmUp), 0, 1);
        return switch (shape) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - progress;
            case COSINE -> (1 + Math.cos(Math.PI * progress)) / 2;
        };
    }
}
