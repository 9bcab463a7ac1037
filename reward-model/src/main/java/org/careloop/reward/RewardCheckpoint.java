package org.careloop.reward;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.PeftAdapter;
import org.careloop.lm.model.SharedTrunk;
import org.careloop.lm.saved.SavedCheck;
import org.careloop.lm.saved.SavedReport;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reward model on disk: a sequence classifier with one label, as transformers loads it, and {@code careloop.json} with
 * the values that this format has no fields for.
 */
final class RewardCheckpoint {
    static final String HEAD = "score.weight";
    static final String FACTS = "careloop.json";

    private RewardCheckpoint() {}

    /**
     * {@code careloop.json}.
     *
     * @param rewardShift subtracted from the head's output
     * @param ties the tie model of the likelihood
     * @param tieParameter its parameter, in the form {@link TieModel} defines; absent for Bradley-Terry
     * @param maxLength tokens of a conversation that were read in training
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Facts(
            double rewardShift, TieModel ties, @Nullable Double tieParameter, int maxLength) {}

    static RewardModel load(ModelSource source, LoadOptions options) throws IOException {
        double shift = facts(source).rewardShift();
        Path adapter = source.adapter();
        if (adapter != null) {
            PeftAdapter.Laid laid = PeftAdapter.over(source.directory(), adapter, options);
            return new RewardModel(laid.model(), null, required(laid.head(), adapter), shift);
        }
        Path directory = source.directory();
        LanguageModel trunk = LanguageModel.load(directory, options);
        try (Scope scope = Scope.open();
                SafeTensors weights = SafeTensors.openDirectory(directory)) {
            var weight = weights.read(
                    HEAD, DType.F32, options.device(), 1, trunk.config().hiddenSize());
            return new RewardModel(trunk, null, new LinearHead(weight.unscoped()), shift);
        }
    }

    static RewardModel over(LanguageModel trunk, Path adapter) throws IOException {
        double shift = facts(adapter).rewardShift();
        LinearHead head = required(SharedTrunk.load(trunk, RewardModel.ADAPTER, adapter), adapter);
        return new RewardModel(trunk, RewardModel.ADAPTER, head, shift);
    }

    private static LinearHead required(Optional<LinearHead> head, Path adapter) {
        return head.orElseThrow(
                () -> BadInput.in(
                        adapter,
                        Phrase.of(
                                "adapter.no-head",
                                "no score head in it; expected the adapter of a reward model, with score among its modules_to_save")));
    }

    /** @throws BadInput when it is no reward model */
    static Facts facts(ModelSource source) throws IOException {
        return facts(source.given());
    }

    private static Facts facts(Path given) throws IOException {
        Path file = given.resolve(FACTS);
        if (!Files.exists(file)) {
            throw BadInput.in(
                    given,
                    Phrase.of(
                            "run.no-reward-model",
                            "no careloop.json in it, so this is no reward model; expected what `careloop reward` made"));
        }
        return Json.read(file, Facts.class);
    }

    /**
     * Writes a checkpoint; a trained adapter is merged in and kept beside it in the format of PEFT.
     *
     * @param base directory of the trunk; its tokenizer is copied
     * @param type of the weights in the file
     */
    static void write(RewardModel model, Facts facts, Path base, DType type, Path directory) throws IOException {
        CheckpointWriter writer = CheckpointWriter.of(model.trunk())
                .score(model.head())
                .dtype(type)
                .tokenizerFrom(base);
        String adapter = model.adapter();
        (adapter == null ? writer : writer.adapter(adapter)).write(directory);
        Json.replace(directory.resolve(FACTS), facts);
        if (adapter != null) {
            Json.replace(directory.resolve(ModelDirectory.KEPT_ADAPTER).resolve(FACTS), facts);
        }
        choosePadding(model.trunk().config(), directory);
    }

    /**
     * Loads what was written and compares it with the model in memory.
     *
     * @param texts some that the scores are compared by
     * @throws IllegalStateException when what was written is not what was trained; the files stay
     */
    static SavedReport check(RewardModel model, ModelSource base, DType type, List<int[]> texts, Path directory)
            throws IOException {
        return new SavedCheck(
                        new SavedCheck.Trained(model.trunk(), model.adapter(), model.head()),
                        new ScoreProbe(model.shift(), texts),
                        RewardCheckpoint::whole)
                .of(directory, type, base);
    }

    private static SavedCheck.Whole whole(Path directory, LoadOptions options) throws IOException {
        RewardModel written = load(ModelSource.whole(directory), options);
        return new SavedCheck.Whole(written.trunk(), written.head());
    }

    /**
     * The padding id of the checkpoint. transformers reads the score at the last token that is not the padding id, so
     * the padding id must never end a conversation. Where the model has no padding id, or pads with its end-of-turn
     * token, BOS is used: no conversation ends with it.
     */
    private static void choosePadding(ModelConfig config, Path directory) throws IOException {
        Tokenizer tokenizer = Tokenizer.load(directory);
        Integer pad = config.padId();
        boolean safe =
                pad != null && !ChatFormat.load(directory, tokenizer).stopIds().contains(pad);
        if (safe || tokenizer.bos().isEmpty()) {
            return;
        }
        int begin = tokenizer.bos().getAsInt();
        edit(directory.resolve("config.json"), json -> json.put("pad_token_id", begin));
        edit(directory.resolve("tokenizer_config.json"), json -> json.set("pad_token", json.get("bos_token")));
    }

    private interface Edit {
        void apply(ObjectNode json);
    }

    private static void edit(Path file, Edit edit) throws IOException {
        if (Files.exists(file)) {
            ObjectNode json = Json.read(file, ObjectNode.class);
            edit.apply(json);
            Json.replace(file, json);
        }
    }
}
