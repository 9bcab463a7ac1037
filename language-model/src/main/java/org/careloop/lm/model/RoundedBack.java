package org.careloop.lm.model;

import java.io.IOException;
import java.util.Map;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.ModelSource;
import org.jspecify.annotations.Nullable;

/**
 * What of a training is lost when weights are rounded: a weight that moved by less than half a step of the coarser grid becomes
 * what it was.
 *
 * @param type that the weights are rounded to
 * @param changed weights that training changed
 * @param back those of them that are, rounded, what they were
 */
public record RoundedBack(DType type, long changed, long back) {

    /** Of the weights that an adapter changes. */
    public static RoundedBack ofAdapter(LanguageModel model, String adapter, DType type) {
        MergedWeights merged = MergedWeights.of(model, adapter);
        RoundedBack sum = new RoundedBack(type, 0, 0);
        for (String name : merged.changed()) {
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on()) {
                Tensor before = MergedWeights.of(model, null).get(name);
                sum = sum.plus(before, merged.get(name));
            }
        }
        return sum;
    }

    /**
     * Of all weights of a model that was trained as a whole.
     *
     * @param base the model that it started from
     */
    public static RoundedBack ofWeights(LanguageModel model, ModelSource base, DType type) throws IOException {
        LanguageModel before = LanguageModel.load(base, new LoadOptions(DType.F32, model.device()));
        MergedWeights start = MergedWeights.of(before, null);
        RoundedBack sum = new RoundedBack(type, 0, 0);
        for (Map.Entry<String, Tensor> weight : model.parameters().entrySet()) {
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on()) {
                sum = sum.plus(start.get(weight.getKey()), weight.getValue().detach());
            }
        }
        before.parameters().values().forEach(Tensor::close);
        return sum;
    }

    private RoundedBack plus(Tensor before, Tensor after) {
        Tensor moved = after.to(DType.F32).ne(before.to(DType.F32));
        Tensor same = after.to(type).ne(before.to(type)).logicalNot();
        return new RoundedBack(type, changed + count(moved), back + count(moved.logicalAnd(same)));
    }

    private static long count(Tensor marks) {
        return marks.to(DType.I64).sum().toLongs()[0];
    }

    /** Of the weights that training changed; null where it changed none. */
    public @Nullable Double share() {
        return changed == 0 ? null : (double) back / changed;
    }
}
