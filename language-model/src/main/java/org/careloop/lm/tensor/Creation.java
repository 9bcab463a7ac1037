package org.careloop.lm.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Makes tensors from Java arrays, numbers and randomness. Without a device they are made on the CPU. */
abstract sealed class Creation extends NetworkOperations permits Tensor {
    Creation(org.bytedeco.pytorch.Tensor handle) {
        super(handle);
    }

    /** F32. A shape left out means a vector. */
    public static Tensor of(float[] values, long... shape) {
        return filled(MemorySegment.ofArray(values), DType.F32, values.length, shape);
    }

    /** F64. */
    public static Tensor of(double[] values, long... shape) {
        return filled(MemorySegment.ofArray(values), DType.F64, values.length, shape);
    }

    /** I64. */
    public static Tensor of(long[] values, long... shape) {
        return filled(MemorySegment.ofArray(values), DType.I64, values.length, shape);
    }

    /** I64, since ints are used for ids and positions. */
    public static Tensor of(int[] values, long... shape) {
        return of(Arrays.stream(values).asLongStream().toArray(), shape);
    }

    /** U8. */
    public static Tensor of(byte[] values, long... shape) {
        return filled(MemorySegment.ofArray(values), DType.U8, values.length, shape);
    }

    /** BOOL. */
    public static Tensor of(boolean[] values, long... shape) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return filled(MemorySegment.ofArray(bytes), DType.BOOL, values.length, shape);
    }

    private static Tensor filled(MemorySegment values, DType dtype, int count, long... shape) {
        long[] whole = shape.length == 0 ? new long[] {count} : shape;
        long places = Arrays.stream(whole).reduce(1, Math::multiplyExact);
        if (places != count) {
            throw new IllegalArgumentException(
                    "%d values do not fill shape %s of %d".formatted(count, Arrays.toString(whole), places));
        }
        Tensor tensor = empty(whole, dtype, Device.CPU);
        tensor.memory().copyFrom(values);
        return tensor;
    }

    /** Uninitialised elements, to be overwritten. */
    public static Tensor empty(long[] shape, DType dtype, Device device) {
        return call(() -> torch.empty(shape, options(dtype, device), new MemoryFormatOptional()));
    }

    /** A tensor of rank 0. */
    public static Tensor scalar(double value, DType dtype) {
        return full(new long[0], value, dtype, Device.CPU);
    }

    public static Tensor zeros(long[] shape, DType dtype, Device device) {
        return call(() -> torch.zeros(shape, options(dtype, device)));
    }

    /** F32 on the CPU. */
    public static Tensor zeros(long... shape) {
        return zeros(shape, DType.F32, Device.CPU);
    }

    public static Tensor ones(long[] shape, DType dtype, Device device) {
        return full(shape, 1, dtype, device);
    }

    /** F32 on the CPU. */
    public static Tensor ones(long... shape) {
        return ones(shape, DType.F32, Device.CPU);
    }

    public static Tensor full(long[] shape, double value, DType dtype, Device device) {
        return call(() -> torch.full(shape, new Scalar(value), options(dtype, device)));
    }

    /** 0, 1, .. up to {@code end} (exclusive). */
    public static Tensor arange(long end, DType dtype, Device device) {
        return call(() -> torch.arange(new Scalar(end), options(dtype, device)));
    }

    /** F32, normally distributed; drawn on the CPU so that a seed means the same on every device. */
    public static Tensor randomNormal(Rng rng, double mean, double deviation, long... shape) {
        return call(() -> torch.normal(mean, deviation, shape, rng.optional(), options(DType.F32, Device.CPU)));
    }

    /** F32, uniform from 0 (inclusive) to 1 (exclusive). */
    public static Tensor randomUniform(Rng rng, long... shape) {
        return call(() -> torch.rand(shape, rng.optional(), options(DType.F32, Device.CPU)));
    }

    /**
     * A tensor over memory that it does not own, without a copy. The memory must outlive the tensor and every view of it. A
     * tensor over a read-only map must not be written, which would end the process: copy it first.
     */
    public static Tensor over(MemorySegment memory, DType dtype, long... shape) {
        return call(() -> torch.from_blob(new Address(memory.address()), shape, options(dtype, Device.CPU)));
    }

    static TensorOptions options(DType dtype, Device device) {
        TensorOptions options = new TensorOptions(dtype.type);
        return device.isCpu() ? options : options.device(new DeviceOptional(Backend.require(device)));
    }

    private static final class Address extends Pointer {
        Address(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }
}
