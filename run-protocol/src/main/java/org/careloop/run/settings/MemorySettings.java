package org.careloop.run.settings;

/** Limits the memory of a gradient pass; no result depends on it. */
public record MemorySettings(
        @Setting(
                sentence = "Tokens that are forwarded at once, padding included",
                byDefault = "16384",
                unit = Unit.TOKENS,
                atLeast = 1)
        int microBatchTokens,

        @Setting(
                sentence =
                        "Computes the insides of layers twice instead of keeping them; auto does so above a billion weights",
                byDefault = "auto")
        Toggle recompute) {

    /** Number of weights above which {@code recompute = auto} computes the insides of layers twice. */
    public static final long RECOMPUTE_FROM = 1_000_000_000;

    /** Whether it does so for a model of so many weights. */
    public boolean recomputes(long weights) {
        return recompute.or(weights > RECOMPUTE_FROM);
    }
}
