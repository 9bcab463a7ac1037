package org.careloop.lm.model;

/** While open, one adapter of a model counts, or none does. Close in the reverse order of opening. */
public final class AdapterScope implements AutoCloseable {
    private final Runnable back;

    AdapterScope(Runnable back) {
        this.back = back;
    }

    @Override
    public void close() {
        back.run();
    }
}
