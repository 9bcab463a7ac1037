package org.careloop.lm.tensor;

import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the weight of a linear map in the layout that oneDNN multiplies fastest with a few rows on this CPU. It
 * does not follow changes of the weight, and records no gradient. Belongs to no scope, so it must be closed.
 */
public final class PackedWeight implements AutoCloseable {
    /** With fewer elements the call through the dispatcher costs more than the faster product saves. */
    private static final long LEAST = 100_000;

    private final Tensor packed; // its layout is oneDNN's own

    private PackedWeight(Tensor packed) {
        this.packed = packed;
    }

    /**
     * Whether a product with {@code rows} rows is faster with a packed copy. Sixteen bits need a CPU with such
     * instructions. A single F32 row is faster with the plain weight under MKL.
     *
     * @param weight the weight, or one of those that are packed together
     * @param elements of all of them
     */
    public static boolean isFaster(Tensor weight, long elements, long rows) {
        boolean better = weight.dtype() != DType.F32 || rows > 1 || !MatrixProducts.byMkl();
        return weight.device().isCpu()
                && better
                && elements >= LEAST
                && Operators.TYPES.getOrDefault(weight.dtype(), false);
    }

    /**
     * Packs a weight.
     *
     * @param weight {@code [out, in]}
     * @param rows that it will mostly be multiplied by; other numbers work too
     */
    public static PackedWeight of(Tensor weight, long rows) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            IValueVector stack = new IValueVector(new IValue(weight.detach().contiguous().handle), new IValue(rows));
            return new PackedWeight(result(Operators.PACK, stack).unscoped());
        }
    }

    /** {@code x [.., in] -> [.., out]}; no bias when null. */
    public Tensor apply(Tensor x, @Nullable Tensor bias) {
        IValueVector stack = new IValueVector(
                new IValue(x.handle),
                new IValue(packed.handle),
                bias == null ? Operators.NONE : new IValue(bias.handle),
                Operators.PLAIN,
                Operators.NO_NUMBERS,
                Operators.NONE);
        return result(Operators.LINEAR, stack);
    }

    private static Tensor result(OperatorHandle operator, IValueVector stack) {
        NativeTensor.run(() -> operator.callBoxed(stack));
        return NativeTensor.get(() -> ShapeOperations.own(stack.get(0).toTensor()));
    }

    @Override
    public void close() {
        packed.close();
    }

    /** Looked up once; they belong to no scope. */
    private static final class Operators {
        static final OperatorHandle PACK = find("mkldnn::_reorder_linear_weight");
        static final OperatorHandle LINEAR = find("mkldnn::_linear_pointwise");
        static final IValue NONE = kept(new IValue());
        /** The post-operation "none", which takes no scalars. */
        static final IValue PLAIN = kept(new IValue("none"));

        static final IValue NO_NUMBERS = kept(new IValue(new GenericList(
                LINEAR.schema().arguments().getPointer(4).type().get().containedType(0))));

        static final Map<DType, Boolean> TYPES = new EnumMap<>(DType.class);

        static {
            TYPES.put(DType.F32, true);
            TYPES.put(DType.BF16, works(DType.BF16));
        }

        private static OperatorHandle find(String name) {
            OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(name, "");
            handle.retainReference();
            return handle;
        }

        private static IValue kept(IValue value) {
            value.retainReference();
            return value;
        }

        private static boolean works(DType dtype) {
            try (Scope scope = Scope.open();
                    PackedWeight weight = of(Tensor.ones(16, 16).to(dtype), 1)) {
                return weight.apply(Tensor.ones(1, 16).to(dtype), null)
                                .select(1, 0)
                                .item()
                        == 16;
            } catch (NativeException e) {
                return false;
            }
        }
    }
}
