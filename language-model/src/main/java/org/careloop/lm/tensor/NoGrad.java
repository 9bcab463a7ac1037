package org.careloop.lm.tensor;

import org.bytedeco.pytorch.GradMode;

/** While open, operations of this thread record nothing for a backward pass. */
public final class NoGrad implements AutoCloseable {
    static {
        NativeBuild.load();
    }

    private final boolean before;

    private NoGrad() {
        before = GradMode.is_enabled();
        GradMode.set_enabled(false);
    }

    public static NoGrad on() {
        return new NoGrad();
    }

    /** Whether operations of this thread are recorded now. */
    public static boolean isRecording() {
        return GradMode.is_enabled();
    }

    @Override
    public void close() {
        GradMode.set_enabled(before);
    }
}
