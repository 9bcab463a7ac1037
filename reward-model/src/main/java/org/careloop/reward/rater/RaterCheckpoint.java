package org.careloop.reward.rater;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.PeftAdapter;
import org.careloop.lm.saved.SavedCheck;
import org.careloop.lm.saved.SavedReport;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;

/** A rater on disk: a sequence classifier with one label, as transformers loads it, and {@code rater.json} beside it. */
final class RaterCheckpoint {
    static final String HEAD = "score.weight";
    static final String FACTS = "rater.json";

    private RaterCheckpoint() {}

    static RaterModel load(ModelSource source, LoadOptions options) throws IOException {
        RaterFacts facts = facts(source);
        Path adapter = source.adapter();
        if (adapter != null) {
            PeftAdapter.Laid laid = PeftAdapter.over(source.directory(), adapter, options);
            LinearHead head = laid.head().orElseThrow(() -> none(adapter));
            return new RaterModel(laid.model(), null, head, facts);
        }
        Path directory = source.directory();
        LanguageModel trunk = LanguageModel.load(directory, options);
        try (Scope scope = Scope.open();
                SafeTensors weights = SafeTensors.openDirectory(directory)) {
            var weight = weights.read(
                    HEAD, DType.F32, options.device(), 1, trunk.config().hiddenSize());
            return new RaterModel(trunk, null, new LinearHead(weight.unscoped()), facts);
        }
    }

    /** @throws BadInput when it is no rater */
    static RaterFacts facts(ModelSource source) throws IOException {
        Path file = source.given().resolve(FACTS);
        if (!Files.exists(file)) {
            throw none(source.given());
        }
        return Json.read(file, RaterFacts.class);
    }

    private static BadInput none(Path given) {
        return BadInput.in(
                given,
                Phrase.of(
                        "rater.none",
                        "no rater.json with a head in it, so this is no rater; expected what `careloop rater` made"));
    }

    /**
     * Writes a checkpoint; a trained adapter is merged in and kept beside it in the format of PEFT.
     *
     * @param base directory of the trunk; its tokenizer is copied
     * @param type of the weights in the file
     */
    static void write(RaterModel model, Path base, DType type, Path directory) throws IOException {
        CheckpointWriter writer = CheckpointWriter.of(model.trunk())
                .score(model.head())
                .dtype(type)
                .tokenizerFrom(base);
        String adapter = model.adapter();
        (adapter == null ? writer : writer.adapter(adapter)).write(directory);
        Json.replace(directory.resolve(FACTS), model.facts());
        if (adapter != null) {
            Json.replace(directory.resolve(ModelDirectory.KEPT_ADAPTER).resolve(FACTS), model.facts());
        }
    }

    /**
     * Loads what was written and compares it with the model in memory.
     *
     * @param texts some that the scores are compared by
     */
    static SavedReport check(RaterModel model, ModelSource base, DType type, List<int[]> texts, Path directory)
            throws IOException {
        return new SavedCheck(
                        new SavedCheck.Trained(model.trunk(), model.adapter(), model.head()),
                        new RaterProbe(model.facts(), texts),
                        RaterCheckpoint::whole)
                .of(directory, type, base);
    }

    private static SavedCheck.Whole whole(Path directory, LoadOptions options) throws IOException {
        RaterModel written = load(ModelSource.whole(directory), options);
        return new SavedCheck.Whole(written.trunk(), written.head());
    }
}
