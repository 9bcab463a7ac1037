package org.careloop.lm.ranks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * Gradients laid one after the other into vectors, so that a sum over processes costs few messages instead of one for each
 * parameter (Li et al. 2020, "PyTorch Distributed", section 3.2.3). Left out on purpose: summing while the backward pass
 * still runs.
 *
 * @param most elements of a bucket, unless a single gradient has more
 */
record GradientBuckets(long most) {
    /** 25 MiB of F32, as PyTorch has it. */
    static final GradientBuckets USUAL = new GradientBuckets(25L << 18);

    /** Replaces gradients of one type by what {@code sum} makes of the vectors. */
    void sum(List<Tensor> gradients, Consumer<Tensor> sum) {
        List<Tensor> bucket = new ArrayList<>();
        long held = 0;
        for (Tensor gradient : gradients) {
            if (!bucket.isEmpty() && held + gradient.count() > most) {
                sumOne(bucket, held, sum);
                bucket.clear();
                held = 0;
            }
            bucket.add(gradient);
            held += gradient.count();
        }
        if (!bucket.isEmpty()) {
            sumOne(bucket, held, sum);
        }
    }

    private static void sumOne(List<Tensor> gradients, long count, Consumer<Tensor> sum) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            Tensor first = gradients.getFirst();
            Tensor flat = Tensor.empty(new long[] {count}, first.dtype(), first.device());
            long at = 0;
            for (Tensor gradient : gradients) {
                flat.narrow(0, at, gradient.count()).copyFrom(gradient.reshape(-1));
                at += gradient.count();
            }
            sum.accept(flat);
            at = 0;
            for (Tensor gradient : gradients) {
                gradient.copyFrom(flat.narrow(0, at, gradient.count()).reshape(gradient.shape()));
                at += gradient.count();
            }
        }
    }

    /** Which parameters have a gradient here: F32 {@code [parameters]} of 0 and 1, on the CPU. */
    static Tensor present(List<Tensor> parameters) {
        float[] present = new float[parameters.size()];
        for (int i = 0; i < present.length; i++) {
            present[i] = parameters.get(i).grad().isPresent() ? 1 : 0;
        }
        return Tensor.of(present, present.length);
    }

    /** The gradients of those that have one anywhere; a new one of zeros where it is only elsewhere. */
    static List<Tensor> defined(List<Tensor> parameters, float[] anywhere) {
        List<Tensor> gradients = new ArrayList<>();
        for (int i = 0; i < anywhere.length; i++) {
            Tensor parameter = parameters.get(i);
            if (anywhere[i] > 0) {
                if (parameter.grad().isEmpty()) {
                    parameter.grad(Tensor.zeros(parameter.shape(), parameter.dtype(), parameter.device()));
                }
                gradients.add(parameter.grad().orElseThrow());
            }
        }
        return gradients;
    }
}
