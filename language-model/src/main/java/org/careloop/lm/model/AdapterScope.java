package org.careloop.lm.model;

/**
 * While open, one adapter of a model counts, or none does. The compiler sees to it that a scope is closed where it was
 * opened; closed in another order than that, or twice, it says so rather than leave a wrong adapter in force.
 */
public final class AdapterScope implements AutoCloseable {
    private final Runnable back;

    AdapterScope(Runnable back) {
        this.back = back;
    }

    /** @throws IllegalStateException when a scope that was opened after this one is still open, or this one is not */
    @Override
    public void close() {
        back.run();
    }
}
