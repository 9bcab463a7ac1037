package org.careloop.lm.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;

/**
 * The handle under a {@link Tensor} and the one way to call libtorch with it. Tensor is written in layers (handle, shape,
 * arithmetic, ownership and data) so that each file stays readable; only Tensor is seen outside.
 */
abstract sealed class NativeTensor permits ShapeOperations {
    final org.bytedeco.pytorch.Tensor handle;

    NativeTensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
    }

    /** Calls libtorch; what it throws becomes readable. */
    static Tensor call(Supplier<org.bytedeco.pytorch.Tensor> operation) {
        return new Tensor(get(operation));
    }

    static <T> T get(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (RuntimeException e) {
            throw NativeException.of(e);
        }
    }

    /** For operations in place, whose result is the receiver. */
    static void run(Runnable operation) {
        try {
            operation.run();
        } catch (RuntimeException e) {
            throw NativeException.of(e);
        }
    }

    /**
     * A number as libtorch's type promotion should see it: whole numbers stay whole, so that adding 1 to ids gives ids and
     * comparing them is exact; tensors of a floating type see no difference.
     */
    static Scalar scalar(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? new Scalar((long) value) : new Scalar(value);
    }
}
