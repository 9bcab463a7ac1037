package org.careloop.lm.saved;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.ArithmeticScope;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.RoundedBack;
import org.careloop.lm.saved.SavedReport.Form;
import org.careloop.lm.saved.SavedReport.Served;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.DeviceMemory;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.health.RunFault;
import org.jspecify.annotations.Nullable;

/**
 * Loads what a run wrote and compares it with the model in memory. A whole model is compared in the arithmetic of its own type:
 * a merge in F32 with the adapter over the trunk in F32, a merge in sixteen bits with the same rounding in memory. So a
 * difference means that something was written wrongly; what sixteen bits lose stands apart, in the forms of serving.
 */
public final class SavedCheck {
    /** Two orders of the same sums in F32 differ by this much at most, over a trunk of sixteen bits by more. */
    private static final double BOUND_F32 = 1e-5;

    private static final double BOUND_SIXTEEN_BITS = 1e-3;

    /** Times the size of the weights. */
    private static final double ROOM = 1.2;

    /**
     * A model in memory at the end of its training.
     *
     * @param adapter name of the trained adapter; null where all weights are trained
     * @param head null where it writes
     */
    public record Trained(
            LanguageModel model,
            @Nullable String adapter,
            @Nullable LinearHead head) {}

    /** A whole model as it was read from a directory. */
    public record Whole(LanguageModel model, @Nullable LinearHead head) {}

    /** Loads a whole model of this kind. */
    @FunctionalInterface
    public interface Loader {
        Whole load(Path directory, LoadOptions options) throws IOException;
    }

    private final Trained trained;
    private final Probe probe;
    private final Loader loader;

    public SavedCheck(Trained trained, Probe probe, Loader loader) {
        this.trained = trained;
        this.probe = probe;
        this.loader = loader;
    }

    /**
     * Compares.
     *
     * @param directory that a {@link org.careloop.lm.model.CheckpointWriter} wrote
     * @param type in which it wrote the weights
     * @param base the model that training started from
     * @throws RunFault when it is not what was trained; the files stay
     */
    public SavedReport of(Path directory, DType type, ModelSource base) throws IOException {
        double[] inMemory = valuesInMemory();
        SavedReport report = trained.adapter() == null
                ? ofWeights(directory, type, base, inMemory)
                : ofAdapter(directory, type, inMemory, trained.adapter());
        if (!report.holds()) {
            throw new RunFault(Phrase.filled(
                    "run.saved-differs",
                    "what was written is not what was trained: it differs by %s (adapter) and %s (whole model) from the model in memory; at most %s was expected. Its files stay in %s",
                    String.valueOf(report.adapter()),
                    String.valueOf(report.model()),
                    report.bound(),
                    String.valueOf(directory.getFileName())));
        }
        return report;
    }

    private double[] valuesInMemory() {
        String adapter = trained.adapter();
        try (AdapterScope use =
                adapter == null ? trained.model().useNone() : trained.model().use(adapter)) {
            return probe.values(trained.model(), trained.head());
        }
    }

    private SavedReport ofWeights(Path directory, DType type, ModelSource base, double[] inMemory) throws IOException {
        LanguageModel model = trained.model();
        double[] expected = inMemory;
        SavedReport.Lost lost = null;
        if (type != model.dtype()) {
            LanguageModel rounded = model.copy(type);
            expected = probe.values(rounded, trained.head());
            free(rounded);
            lost = lost(RoundedBack.ofWeights(model, base, type));
        }
        double difference = LaidAdapter.difference(expected, written(directory, new LoadOptions(type, model.device())));
        return new SavedReport(
                type.name(),
                inMemory.length,
                bound(type),
                null,
                difference,
                lost,
                new ServedWhole(model, trained.head(), probe).forms(base, inMemory, this::room));
    }

    private SavedReport ofAdapter(Path directory, DType type, double[] inMemory, String adapter) throws IOException {
        LanguageModel model = trained.model();
        Path kept = directory.resolve(ModelDirectory.KEPT_ADAPTER);
        List<Served> served = new ArrayList<>();
        double[] again = asTrained(kept, inMemory, served);
        Double whole = inF32(directory, kept, type, inMemory, served);
        inSixteenBits(kept, inMemory, served);
        DType coarse = type == DType.F32 ? DType.BF16 : type;
        return new SavedReport(
                type.name(),
                inMemory.length,
                bound(model.dtype()),
                LaidAdapter.difference(inMemory, again),
                whole,
                lost(RoundedBack.ofAdapter(model, adapter, coarse)),
                List.copyOf(served));
    }

    /** Over the trunk in memory, unless that stands on another adapter already. */
    private double[] asTrained(Path kept, double[] inMemory, List<Served> served) throws IOException {
        LanguageModel model = trained.model();
        boolean bare = model.isBare();
        LanguageModel trunk = bare ? model : model.bareCopy(new LoadOptions(model.dtype(), model.device()));
        LaidAdapter laid = LaidAdapter.load(trunk, kept, probe);
        double[] values = laid.values();
        served.add(laid.served(Form.TRAINED, values, inMemory));
        laid.takeOff();
        if (!bare) {
            free(trunk);
        }
        return values;
    }

    /** The difference of the whole model from the adapter over the trunk in F32; null where memory does not suffice. */
    private @Nullable Double inF32(Path directory, Path kept, DType type, double[] inMemory, List<Served> served)
            throws IOException {
        Optional<Device> device = room(DType.F32);
        if (device.isEmpty()) {
            return null;
        }
        LanguageModel trunk = trained.model().bareCopy(new LoadOptions(DType.F32, device.get()));
        LaidAdapter laid = LaidAdapter.load(trunk, kept, probe);
        double[] exact = laid.values();
        served.add(laid.served(Form.F32, exact, inMemory));
        if (type != DType.F32) {
            laid.merged(Form.F32, inMemory);
            LanguageModel rounded = trunk.copy(type);
            exact = probe.values(rounded, laid.head());
            free(rounded);
        }
        free(trunk);
        return LaidAdapter.difference(exact, written(directory, new LoadOptions(type, device.get())));
    }

    private void inSixteenBits(Path kept, double[] inMemory, List<Served> served) throws IOException {
        Optional<Device> device = room(DType.BF16);
        if (device.isEmpty()) {
            return;
        }
        LanguageModel trunk = trained.model().bareCopy(new LoadOptions(DType.BF16, device.get()));
        LaidAdapter laid = LaidAdapter.load(trunk, kept, probe);
        try (ArithmeticScope rounding = trunk.roundingSums()) {
            served.add(laid.served(Form.ADAPTER_BF16, laid.values(), inMemory));
            served.add(laid.merged(Form.MERGED_BF16, inMemory));
        }
        free(trunk);
    }

    private double[] written(Path directory, LoadOptions options) throws IOException {
        Whole whole = loader.load(directory, options);
        double[] values = probe.values(whole.model(), whole.head());
        free(whole.model());
        return values;
    }

    /** Where another copy of the weights fits: beside the model, or else in main memory. */
    private Optional<Device> room(DType dtype) {
        LanguageModel model = trained.model();
        double needed = ROOM * model.weights() * dtype.bytes();
        if (!model.device().isCpu() && DeviceMemory.of(model.device()).free() > needed) {
            return Optional.of(model.device());
        }
        return Backend.freeBytes() > needed ? Optional.of(Device.CPU) : Optional.empty();
    }

    private static void free(LanguageModel model) {
        model.parameters().values().forEach(Tensor::close);
    }

    private static double bound(DType trunk) {
        return trunk == DType.F32 ? BOUND_F32 : BOUND_SIXTEEN_BITS;
    }

    private static SavedReport.Lost lost(RoundedBack rounded) {
        Double share = rounded.share();
        return new SavedReport.Lost(rounded.type().name(), rounded.changed(), share == null ? 0 : share);
    }
}
