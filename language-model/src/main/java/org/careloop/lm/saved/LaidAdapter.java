package org.careloop.lm.saved;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.PeftAdapter;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An adapter as it was written, over a bare trunk.
 *
 * @param head that was saved with it, for scores
 */
record LaidAdapter(LanguageModel trunk, @Nullable LinearHead head, Probe probe) {
    private static final String SAVED = "saved";

    static LaidAdapter load(LanguageModel trunk, Path adapter, Probe probe) throws IOException {
        return new LaidAdapter(
                trunk, PeftAdapter.load(trunk, SAVED, adapter, Rng.seeded(0)).orElse(null), probe);
    }

    double[] values() {
        try (AdapterScope use = trunk.use(SAVED)) {
            return probe.values(trunk, head);
        }
    }

    /**
     * The figures of the trunk with the adapter, beside the bare trunk.
     *
     * @param inMemory values of the model as it was trained
     */
    SavedReport.Served served(SavedReport.Form form, double[] values, double[] inMemory) {
        try (Scope scope = Scope.open()) {
            Optional<Tensor> before = without();
            try (AdapterScope use = trunk.use(SAVED)) {
                return figures(form, values, inMemory, before);
            }
        }
    }

    /** Merges the adapter, rounding to the type of the trunk; the figures of that. */
    SavedReport.Served merged(SavedReport.Form form, double[] inMemory) {
        try (Scope scope = Scope.open()) {
            Optional<Tensor> before = without();
            trunk.merge(SAVED);
            return figures(form, probe.values(trunk, head), inMemory, before);
        }
    }

    private Optional<Tensor> without() {
        try (AdapterScope none = trunk.useNone()) {
            return probe.distributions(trunk);
        }
    }

    private SavedReport.Served figures(
            SavedReport.Form form, double[] values, double[] inMemory, Optional<Tensor> before) {
        return SavedReport.Served.of(
                form,
                difference(inMemory, values),
                before.isEmpty() ? null : divergence(probe.distributions(trunk).orElseThrow(), before.get()),
                probe.scores(trunk));
    }

    /** Mean of the magnitudes. */
    static double difference(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("%d values and %d are compared".formatted(a.length, b.length));
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return a.length == 0 ? 0 : sum / a.length;
    }

    /**
     * Of distributions {@code [places, vocabulary]} of log-probabilities, nats a place: the sum of {@code p (r + exp(-r) - 1)}
     * with r the log-ratio, which is the usual one of {@code p r} where both sum to 1, and never below 0.
     */
    static double divergence(Tensor after, Tensor before) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            Tensor ratio = after.to(DType.F64).sub(before.to(DType.F64));
            Tensor terms = ratio.add(ratio.neg().exp()).sub(1);
            return after.to(DType.F64).exp().mul(terms).sum(-1, false).mean().item();
        }
    }

    /** Ends the use of the adapter; the trunk stays. */
    void takeOff() {
        trunk.removeAdapter(SAVED);
    }
}
