package org.careloop.lm.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/**
 * A native tensor. It is owned by the innermost open {@link Scope} of the thread that made it; using it after that
 * scope is closed throws a {@link NativeException}. Operations return new tensors; those that change the receiver say
 * so in their name ({@code addInPlace}). To make tensors see {@link Tensor#of} and {@link #zeros}.
 */
public final class Tensor extends Creation implements AutoCloseable {
    Tensor(org.bytedeco.pytorch.Tensor handle) {
        super(handle);
    }

    public long[] shape() {
        return get(() -> handle.shape());
    }

    /** Size of a dimension; negative ones count from the end. */
    public long size(int dim) {
        return get(() -> handle.size(dim));
    }

    public int rank() {
        return get(() -> (int) handle.dim());
    }

    /** Number of elements. */
    public long count() {
        return get(() -> handle.numel());
    }

    public DType dtype() {
        return get(() -> DType.of(handle.scalar_type()));
    }

    public Device device() {
        return get(
                () -> handle.is_cpu() ? Device.CPU : Device.cuda(handle.device().index()));
    }

    public Tensor to(DType dtype) {
        return call(() -> handle.to(dtype.type));
    }

    /** This tensor when it is on the device already, else a copy. */
    public Tensor to(Device device) {
        return call(() -> handle.to(Backend.require(device), handle.scalar_type()));
    }

    // ---- ownership

    /** Takes this tensor out of every scope: it lives until {@link #close}, or for as long as Java refers to it. */
    public Tensor unscoped() {
        leaveScope();
        return this;
    }

    /** Frees it before its scope closes; views of it and recorded gradients keep the memory that they need. */
    @Override
    public void close() {
        handle.close();
    }

    /** The same elements, without the recorded computation. */
    public Tensor detach() {
        return call(() -> handle.detach());
    }

    /** A copy with memory of its own. */
    public Tensor copy() {
        return call(() -> handle.clone());
    }

    // ---- gradients

    /** Turns gradients for a leaf tensor on or off. Returns it. */
    public Tensor requiresGrad(boolean yes) {
        run(() -> handle.requires_grad_(yes));
        return this;
    }

    public boolean requiresGrad() {
        return get(() -> handle.requires_grad());
    }

    /** The gradient that backward passes have accumulated since {@link #clearGrad}. */
    public Optional<Tensor> grad() {
        return get(() -> {
            // The native gradient is a reference into this tensor, which dangles once it is freed, so it gets a handle
            // of its own.
            var reference = handle.grad();
            return reference.defined() ? Optional.of(own(reference)) : Optional.empty();
        });
    }

    /** Replaces the gradient. */
    public void grad(Tensor gradient) {
        run(() -> handle.mutable_grad().put(gradient.handle));
    }

    /** Removes the gradient; there is none afterwards, not a zero one. */
    public void clearGrad() {
        run(() -> handle.mutable_grad().reset());
    }

    /** Adds the gradient of this scalar to every tensor that required it. */
    public void backward() {
        run(() -> handle.backward());
    }

    /** Backward pass from a tensor of any shape, given the gradient of it. */
    public void backward(Tensor gradient) {
        run(() -> handle.backward(gradient.handle, new BoolOptional(), false, new TensorArrayRefOptional()));
    }

    // ---- in place

    /** Overwrites the elements with another tensor's, converted and broadcast. Returns this. */
    public Tensor copyFrom(Tensor source) {
        run(() -> handle.copy_(source.handle));
        return this;
    }

    /** Overwrites the slices at {@code index}, an I64 vector, of a dimension. Returns this. */
    public Tensor copyFrom(int dim, Tensor index, Tensor source) {
        run(() -> handle.index_copy_(dim, index.handle, source.handle));
        return this;
    }

    public Tensor fill(double value) {
        run(() -> handle.fill_(new Scalar(value)));
        return this;
    }

    public Tensor addInPlace(Tensor other) {
        run(() -> handle.add_(other.handle));
        return this;
    }

    public Tensor mulInPlace(double factor) {
        run(() -> handle.mul_(scalar(factor)));
        return this;
    }

    public Tensor mulInPlace(Tensor factor) {
        run(() -> handle.mul_(factor.handle));
        return this;
    }

    // ---- data

    /** The one element of a tensor that has one. */
    public double item() {
        return get(() -> handle.item_double());
    }

    /** Same shape, type and elements. */
    public boolean equalTo(Tensor other) {
        return get(() -> handle.scalar_type().value == other.handle.scalar_type().value && handle.equal(other.handle));
    }

    /** All elements in order, converted. */
    public float[] toFloats() {
        try (Scope scope = Scope.open()) {
            return plain(DType.F32).memory().toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    public double[] toDoubles() {
        try (Scope scope = Scope.open()) {
            return plain(DType.F64).memory().toArray(ValueLayout.JAVA_DOUBLE);
        }
    }

    public long[] toLongs() {
        try (Scope scope = Scope.open()) {
            return plain(DType.I64).memory().toArray(ValueLayout.JAVA_LONG);
        }
    }

    public int[] toInts() {
        try (Scope scope = Scope.open()) {
            return plain(DType.I32).memory().toArray(ValueLayout.JAVA_INT);
        }
    }

    /** Elements of U8 or BOOL (1 = true). */
    public byte[] toBytes() {
        try (Scope scope = Scope.open()) {
            return plain(DType.U8).memory().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private Tensor plain(DType dtype) {
        return detach().to(Device.CPU).to(dtype).contiguous();
    }

    /** The memory of a contiguous CPU tensor, little-endian; valid for as long as the tensor is. */
    public MemorySegment memory() {
        return get(() -> {
            if (!handle.is_cpu() || !handle.is_contiguous()) {
                throw new NativeException("memory of a tensor on %s that is %s; expected a contiguous one on cpu"
                        .formatted(device(), handle.is_contiguous() ? "contiguous" : "a strided view"));
            }
            return MemorySegment.ofAddress(handle.data_ptr().address())
                    .reinterpret(handle.numel() * handle.element_size());
        });
    }

    /** Type, shape and device, and the elements of a small tensor. */
    @Override
    public String toString() {
        if (handle.isNull()) {
            return "Tensor(closed)";
        }
        String values = count() > 16 ? "" : " " + Arrays.toString(toDoubles());
        return "Tensor(%s %s on %s%s)".formatted(dtype(), Arrays.toString(shape()), device(), values);
    }
}
