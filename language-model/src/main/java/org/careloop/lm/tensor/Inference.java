package org.careloop.lm.tensor;

import org.bytedeco.pytorch.InferenceMode;

/**
 * libtorch's inference mode for this thread: operations record nothing and cost less, and tensors made in it can never take
 * part in a gradient. They can be read at any time; a backward pass through them is an error. For work whose results are
 * Java values.
 */
public final class Inference implements AutoCloseable {
    static {
        NativeBuild.load();
    }

    private final InferenceMode mode;

    private Inference() {
        mode = new InferenceMode(true);
    }

    public static Inference on() {
        return new Inference();
    }

    @Override
    public void close() {
        mode.deallocate(); // at once and by this thread, because the mode belongs to it
    }
}
