package org.careloop.lm.model;

/**
 * While open, one adapter of a model is in use, or none. Scopes have to be closed in the reverse order of opening; another
 * order, or closing twice, is an error, because a wrong adapter would stay in use.
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
