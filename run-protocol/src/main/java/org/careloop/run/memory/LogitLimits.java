package org.careloop.run.memory;

/** How many logits exist at the same time while log-probabilities are computed. */
public final class LogitLimits {
    /** Logits of a chunk: 64 MiB in F32. */
    public static final long CHUNK = 1 << 24;

    /** Logits that are kept for a gradient, where there are no more: 256 MiB. Computing them twice would take longer. */
    public static final long KEPT = 1 << 26;

    private LogitLimits() {}
}
