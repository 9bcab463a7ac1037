package org.careloop.refusals;

import static org.careloop.refusals.Broken.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.model.PeftAdapter;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.reward.RewardModel;
import org.careloop.run.Message;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelSource;
import tools.jackson.databind.node.ObjectNode;

/** Adapters, tokenizers and directories that are not what a run needs. */
final class BrokenAdapters {
    private static final String CONFIG = "adapter_config.json";

    private BrokenAdapters() {}

    static Stream<Broken> all() {
        return Stream.of(adapters(), kinds(), tokenizers(), directories()).flatMap(parts -> parts);
    }

    private static Stream<Broken> adapters() {
        return Stream.of(
                adapter("adapter.changes-trunk", json -> json.put("init_lora_weights", "pissa_niter_4")),
                adapter("adapter.dropout", json -> json.put("lora_dropout", 2)),
                adapter("adapter.plain", json -> json.put("use_dora", true)),
                adapter("adapter.targets", json -> json.putArray("target_modules")),
                adapter("config.field", json -> json.put("peft_type", "IA3")),
                adapter("config.missing", json -> json.remove("bias")),
                adapter("config.positive", json -> json.put("r", 0)),
                adapter("model.adapter-base", json -> json.put("base_model_name_or_path", "somebody/model")),
                with("adapter.tensors", model -> {
                    try (Scope scope = Scope.open()) {
                        SafeTensorsWriter.write(
                                beside(model).resolve("adapter_model.safetensors"),
                                Map.of("lm_head.weight", Tensor.ones(1)));
                    }
                }),
                new Broken("adapter.experts", BrokenAdapters::withoutExperts, BrokenAdapters::laid),
                when("adapter.beside-model", model -> Files.writeString(model.resolve(CONFIG), "{}")),
                new Broken(
                        "adapter.not-whole",
                        BrokenAdapters::write,
                        model -> ModelSource.of(beside(model), beside(model))));
    }

    private static Stream<Broken> kinds() {
        return Stream.of(
                new Broken("adapter.with-head", model -> save(model, true), BrokenAdapters::laid),
                new Broken(
                        "adapter.no-head",
                        model -> {
                            write(model);
                            Files.writeString(beside(model).resolve("careloop.json"), FACTS);
                        },
                        model -> RewardModel.load(ModelSource.of(beside(model), null), LoadOptions.cpu())),
                new Broken(
                        "value.tie-model",
                        model -> Files.writeString(model.resolve("careloop.json"), FACTS.replace("rao-kupper", "coin")),
                        model -> RewardModel.load(ModelSource.whole(model), LoadOptions.cpu())),
                new Broken(
                        "run.no-reward-model",
                        model -> {},
                        model -> RewardModel.load(ModelSource.whole(model), LoadOptions.cpu())),
                new Broken(
                        "model.scores-only",
                        model -> {
                            LanguageModel small = LanguageModel.load(model, LoadOptions.cpu());
                            CheckpointWriter.of(small)
                                    .score(LinearHead.initialise(8, Rng.seeded(1), Device.CPU))
                                    .write(model);
                        },
                        model -> {
                            try (Scope scope = Scope.open()) {
                                LanguageModel.load(model, LoadOptions.cpu()).logits(Tensor.ones(1, 8));
                            }
                        }));
    }

    private static Stream<Broken> tokenizers() {
        return Stream.of(
                when("tokenizer.absent", model -> Files.delete(model.resolve("tokenizer.json"))),
                when(
                        "tokenizer.unconverted",
                        model -> Files.move(model.resolve("tokenizer.json"), model.resolve("tokenizer.model"))),
                when("tokenizer.unreadable", model -> Files.writeString(model.resolve("tokenizer.json"), "{}")),
                when("json.empty-file", model -> Files.writeString(model.resolve("tokenizer_config.json"), "")),
                when("json.ends", model -> Files.writeString(model.resolve("special_tokens_map.json"), "{\"a\": ")),
                when(
                        "json.no-value",
                        model -> Files.writeString(model.resolve("generation_config.json"), "{\"a\": x}")),
                when("tokenizer.no-end", model -> Files.writeString(model.resolve("tokenizer_config.json"), "{}")),
                new Broken(
                        "tokenizer.beyond",
                        model -> {},
                        model -> ChatFormat.load(model, Tokenizer.load(model)).prompt(List.of(Message.user("w11")))),
                new Broken("tokenizer.no-directory", model -> {}, model -> Tokenizer.load(model.resolve("absent"))));
    }

    private static Stream<Broken> directories() {
        return Stream.of(
                new Broken("model.no-directory", model -> {}, model -> ModelDirectory.of(model.resolve("absent"))),
                new Broken(
                        "model.none-here",
                        model -> {},
                        model -> ModelDirectory.of(Files.createDirectory(model.resolve("empty")))),
                new Broken(
                        "model.not-yet", model -> Files.writeString(model.resolveSibling("run.json"), "{}"), model -> {
                            Files.move(model, model.resolveSibling("elsewhere"));
                            ModelDirectory.of(model.getParent());
                        }),
                new Broken(
                        "device.absent",
                        model -> {},
                        model -> LanguageModel.load(model, LoadOptions.on(Device.cuda(99)))));
    }

    private static final String FACTS = """
            {"rewardShift": 0.0, "ties": "rao-kupper", "maxLength": 16}""";

    private static Path beside(Path model) {
        return model.resolveSibling("adapter");
    }

    private static Broken adapter(String code, Consumer<ObjectNode> change) {
        return with(code, model -> Broken.edit(beside(model).resolve(CONFIG), change));
    }

    private static Broken with(String code, Broken.Damage damage) {
        return new Broken(
                code,
                model -> {
                    write(model);
                    damage.to(model);
                },
                BrokenAdapters::laid);
    }

    private static void laid(Path model) throws IOException {
        LanguageModel.load(ModelSource.of(beside(model), null), LoadOptions.cpu());
    }

    private static void write(Path model) throws IOException {
        save(model, false);
    }

    private static void save(Path model, boolean scores) throws IOException {
        LanguageModel base = LanguageModel.load(model, LoadOptions.cpu());
        base.addAdapter("a", LoraConfig.ofRank(2), Rng.seeded(1));
        LinearHead head = scores ? LinearHead.initialise(8, Rng.seeded(1), Device.CPU) : null;
        PeftAdapter.save(base, "a", beside(model), model.toString(), head);
    }

    /** Over a model with experts, an adapter of a projection that only they have. */
    private static void withoutExperts(Path model) throws IOException {
        Broken.edit(model.resolve("config.json"), BrokenConfigs.experts(json -> {}));
        LanguageModel experts = LanguageModel.initialise(ModelConfig.read(model), Rng.seeded(1));
        CheckpointWriter.of(experts).write(model);
        Set<String> gates = new LinkedHashSet<>(Set.of("q_proj"));
        experts.addAdapter("a", new LoraConfig(2, 4, 0, gates), Rng.seeded(1));
        PeftAdapter.save(experts, "a", beside(model), model.toString(), null);
        Broken.edit(
                beside(model).resolve(CONFIG),
                json -> json.putArray("target_modules").add("up_proj"));
    }
}
