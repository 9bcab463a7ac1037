package org.careloop.lm.tensor;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;

/**
 * Operations over many tensors in one native call. The presets do not bind them as functions, so libtorch's dispatcher
 * calls them.
 */
public final class Fused {
    private Fused() {}

    /**
     * The figures of one AdamW step.
     *
     * @param decay decoupled weight decay (Loshchilov and Hutter 2019)
     */
    public record AdamW(double rate, double beta1, double beta2, double epsilon, double decay) {}

    /**
     * One AdamW step in place. All lists are of one length; the tensors at one index have the parameter's shape.
     *
     * @param step the number of this step counted from 1, as an F32 of rank 0 on the parameters' device
     */
    public static void adamW(
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> firstMoments,
            List<Tensor> secondMoments,
            Tensor step,
            AdamW figures) {
        List<Tensor> steps = parameters.stream().map(p -> step).toList();
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            NativeTensor.run(() -> Operators.ADAMW.callBoxed(new IValueVector(
                    list(parameters),
                    list(gradients),
                    list(firstMoments),
                    list(secondMoments),
                    list(List.of()),
                    list(steps),
                    new IValue(figures.rate()),
                    new IValue(figures.beta1()),
                    new IValue(figures.beta2()),
                    new IValue(figures.decay()),
                    new IValue(figures.epsilon()),
                    new IValue(false),
                    new IValue(false),
                    new IValue(),
                    new IValue())));
        }
    }

    /** The Euclidean norm of all elements of all tensors together; 0 when there are none. */
    public static double norm(List<Tensor> tensors) {
        if (tensors.isEmpty()) {
            return 0;
        }
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            IValueVector stack = new IValueVector(list(tensors), new IValue(new Scalar(2.0)), new IValue());
            NativeTensor.run(() -> Operators.NORM.callBoxed(stack));
            TensorVector norms = stack.get(0).toTensorVector();
            return NativeTensor.call(() -> org.bytedeco
                            .pytorch
                            .global
                            .torch
                            .stack(norms)
                            .to(DType.F64.type)
                            .norm())
                    .item();
        }
    }

    // A list of tensors must say so by its element type: an IValue made from a TensorVector ends the process.
    private static IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        tensors.forEach(tensor -> list.push_back(new IValue(tensor.handle)));
        return new IValue(list);
    }

    /** Looked up once; they belong to no scope. */
    private static final class Operators {
        static final OperatorHandle ADAMW = find("aten::_fused_adamw_", "");
        static final OperatorHandle NORM = find("aten::_foreach_norm", "Scalar");

        private static OperatorHandle find(String name, String overload) {
            OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(name, overload);
            handle.retainReference();
            return handle;
        }
    }
}
