package org.careloop.lm.saved;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.careloop.lm.model.ArithmeticScope;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.saved.SavedReport.Form;
import org.careloop.lm.saved.SavedReport.Served;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.ModelSource;
import org.jspecify.annotations.Nullable;

/** The figures of a model all of whose weights were trained: as it was trained, and rounded to BF16 as people serve it. */
record ServedWhole(LanguageModel model, @Nullable LinearHead head, Probe probe) {

    /**
     * The forms that memory suffices for.
     *
     * @param base the model that training started from
     * @param room where another copy of the weights fits
     */
    List<Served> forms(ModelSource base, double[] inMemory, Function<DType, Optional<Device>> room) throws IOException {
        List<Served> served = new ArrayList<>();
        // A start to compare with, and a rounded copy, one after the other.
        if (!room.apply(DType.F32).equals(Optional.of(model.device()))) {
            return served;
        }
        try (Scope scope = Scope.open()) {
            served.add(figures(
                    Form.TRAINED,
                    model,
                    inMemory,
                    inMemory,
                    start(base, new LoadOptions(model.dtype(), model.device()))));
        }
        LanguageModel rounded = model.copy(DType.BF16);
        try (Scope scope = Scope.open();
                ArithmeticScope rounding = rounded.roundingSums()) {
            served.add(figures(
                    Form.MERGED_BF16,
                    rounded,
                    probe.values(rounded, head),
                    inMemory,
                    start(base, new LoadOptions(DType.BF16, model.device()))));
        } finally {
            free(rounded);
        }
        return List.copyOf(served);
    }

    /** Distributions of the model before training, in the same arithmetic; none of a probe of scores. */
    private Optional<Tensor> start(ModelSource base, LoadOptions options) throws IOException {
        if (!probe.isOfTexts()) {
            return Optional.empty();
        }
        LanguageModel start = LanguageModel.load(base, options);
        try {
            if (options.dtype() != DType.BF16) {
                return probe.distributions(start);
            }
            try (ArithmeticScope rounding = start.roundingSums()) {
                return probe.distributions(start);
            }
        } finally {
            free(start);
        }
    }

    private Served figures(
            Form form, LanguageModel served, double[] values, double[] inMemory, Optional<Tensor> before) {
        return Served.of(
                form,
                LaidAdapter.difference(inMemory, values),
                before.isEmpty()
                        ? null
                        : LaidAdapter.divergence(probe.distributions(served).orElseThrow(), before.get()),
                probe.scores(served));
    }

    private static void free(LanguageModel model) {
        model.parameters().values().forEach(Tensor::close);
    }
}
