package org.careloop.lm.model;

/** While open, a model computes in another arithmetic ({@link LanguageModel#roundingSums}). */
public final class ArithmeticScope implements AutoCloseable {
    private final Runnable onClose;

    ArithmeticScope(Runnable onClose) {
        this.onClose = onClose;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
