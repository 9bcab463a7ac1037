package org.careloop.lm.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The handle under a {@link Tensor} and the one way to call libtorch with it. Tensor is written in layers (handle, shape,
 * arithmetic, ownership and data) so that each file stays readable; only Tensor is seen outside.
 */
abstract sealed class NativeTensor permits ShapeOperations {
    static {
        NativeBuild.choose();
    }

    final org.bytedeco.pytorch.Tensor handle;

    /** The scope that frees the handle, null for none: the innermost one when the handle was made, which is now. */
    private @Nullable PointerScope owner = PointerScope.getInnerScope();

    NativeTensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
    }

    /** Gives the handle to another scope as well; it lives until the last of its scopes is closed. */
    final void moveTo(PointerScope scope) {
        scope.attach(handle);
        owner = scope;
    }

    /** Takes the handle out of its scope; one reference is left for {@link Tensor#close} to give up. */
    final void leaveScope() {
        PointerScope left = owner;
        if (left != null) {
            handle.retainReference();
            left.detach(handle);
            owner = null;
        } else if (handle.referenceCount() == 0) {
            handle.retainReference();
        }
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
