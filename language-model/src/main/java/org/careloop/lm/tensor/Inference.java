package org.careloop.lm.tensor;

import org.bytedeco.pytorch.InferenceMode;

/**
 * While open, operations of this thread record nothing, and the tensors they make never can: libtorch then spends less on
 * each. Such a tensor may be read at any time; a gradient through what was computed from it is refused. For work whose
 * results leave as Java values.
 */
public final class Inference implements AutoCloseable {
    static {
        NativeBuild.choose();
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
        mode.deallocate(); // now, by this thread, whatever else refers to it
    }
}
