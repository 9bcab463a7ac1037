package org.careloop.lm.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The native handle of a {@link Tensor} and the only way to call libtorch with it. Tensor is split into superclasses
 * (handle, shapes, arithmetic, reductions, creation) so that each file stays readable; other packages see only Tensor.
 */
abstract sealed class NativeTensor permits ShapeOperations {
    static {
        NativeBuild.load();
    }

    final org.bytedeco.pytorch.Tensor handle;

    /** The scope that frees the handle, null for none: the innermost one when the handle was made, which is now. */
    private @Nullable PointerScope owner = PointerScope.getInnerScope();

    NativeTensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
    }

    /** Attaches the handle to another scope as well; it lives until the last of its scopes is closed. */
    final void moveTo(PointerScope scope) {
        scope.attach(handle);
        owner = scope;
    }

    /** Detaches the handle from its scope; one reference is left, which {@link Tensor#close} releases. */
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

    /** Calls libtorch and translates its exceptions. */
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
     * A number with the type that libtorch's promotion needs: a whole number becomes an integer, so that I64 plus 1
     * stays I64 and comparisons are exact. For floating tensors it makes no difference.
     */
    static Scalar scalar(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? new Scalar((long) value) : new Scalar(value);
    }
}
