package org.careloop.ppo.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.lm.config.ConfigWriter;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.model.PeftAdapter;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;

/**
 * Models of any size with random weights, and what a run needs beside them. One block of normal numbers fills all weights, so that
 * sixteen gigabytes are written as fast as the disk takes them.
 */
final class RandomModels {
    /** A token for each byte, and the special ones. */
    private static final int TOKENS = 262;

    private static final double DEVIATION = 0.02;

    private final Path folder;
    private final ModelConfig shape;

    RandomModels(Path folder, ModelConfig shape) {
        this.folder = folder;
        this.shape = shape;
    }

    Path base() {
        return folder.resolve("base");
    }

    Path reward() {
        return folder.resolve("reward");
    }

    Path prompts() {
        return folder.resolve("prompts.jsonl");
    }

    /** The base in BF16. */
    void writeBase(int blockSize) throws IOException {
        Tokenizer tokenizer = TokenizerTraining.train(List.of("a b"), TOKENS, 64, base());
        int end = tokenizer.eos().orElseThrow();
        ModelConfig config = shape.withSpecialIds(tokenizer.bos().orElseThrow(), List.of(end), end);
        Json.replace(base().resolve(ModelConfig.FILE), ConfigWriter.json(config, "LlamaForCausalLM", "bfloat16"));
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            Tensor block =
                    Tensor.randomNormal(Rng.seeded(1), 0, DEVIATION, blockSize).to(DType.BF16);
            List<SafeTensorsWriter.Entry> entries = new ArrayList<>();
            shapes().forEach((name, sizes) ->
                    entries.add(new SafeTensorsWriter.Entry(name, DType.BF16, sizes, () -> filled(block, sizes))));
            SafeTensorsWriter.write(base().resolve("model.safetensors"), entries);
        }
    }

    private static Tensor filled(Tensor block, long[] sizes) {
        if (sizes.length == 1) {
            return Tensor.ones(sizes, DType.BF16, Device.CPU);
        }
        long count = sizes[0] * sizes[1];
        List<Tensor> parts = new ArrayList<>();
        for (long at = 0; at < count; at += block.size(0)) {
            parts.add(block.narrow(0, 0, Math.min(block.size(0), count - at)));
        }
        return Tensor.cat(0, parts.toArray(Tensor[]::new)).reshape(sizes);
    }

    private Map<String, long[]> shapes() {
        long hidden = shape.hiddenSize();
        long inner = shape.intermediateSize();
        long queries = (long) shape.heads() * shape.headSize();
        long keys = (long) shape.keyValueHeads() * shape.headSize();
        Map<String, long[]> all = new LinkedHashMap<>();
        all.put("model.embed_tokens.weight", new long[] {shape.vocabularySize(), hidden});
        for (int i = 0; i < shape.layers(); i++) {
            String layer = "model.layers.%d.".formatted(i);
            all.put(layer + "input_layernorm.weight", new long[] {hidden});
            all.put(layer + "self_attn.q_proj.weight", new long[] {queries, hidden});
            all.put(layer + "self_attn.k_proj.weight", new long[] {keys, hidden});
            all.put(layer + "self_attn.v_proj.weight", new long[] {keys, hidden});
            all.put(layer + "self_attn.o_proj.weight", new long[] {hidden, queries});
            all.put(layer + "post_attention_layernorm.weight", new long[] {hidden});
            all.put(layer + "mlp.gate_proj.weight", new long[] {inner, hidden});
            all.put(layer + "mlp.up_proj.weight", new long[] {inner, hidden});
            all.put(layer + "mlp.down_proj.weight", new long[] {hidden, inner});
        }
        all.put("model.norm.weight", new long[] {hidden});
        all.put("lm_head.weight", new long[] {shape.vocabularySize(), hidden});
        return all;
    }

    /** The adapter of a reward model over the base, as a run of {@code reward} keeps it. */
    void writeReward(LoadOptions options) throws IOException {
        LanguageModel trunk = LanguageModel.load(base(), options);
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            Rng rng = Rng.seeded(2);
            trunk.addAdapter("reward", LoraConfig.ofRank(16), rng);
            trunk.adapterParameters("reward")
                    .values()
                    .forEach(weight -> weight.addInPlace(
                            Tensor.randomNormal(rng, 0, 1e-3, weight.shape()).to(weight.device())));
            LinearHead head = LinearHead.initialise(shape.hiddenSize(), rng, trunk.device());
            PeftAdapter.save(trunk, "reward", reward(), base().toString(), head);
            trunk.adapterParameters("reward").values().forEach(Tensor::close);
        }
        trunk.parameters().values().forEach(Tensor::close);
        Json.replace(reward().resolve("careloop.json"), Map.of("rewardShift", 0.0, "ties", "none", "maxLength", 1024));
    }

    /** Prompts of so many tokens each. */
    void writePrompts(int count, int tokens) throws IOException {
        ChatFormat format = ChatFormat.load(base(), Tokenizer.load(base()));
        int around = format.prompt(List.of(Message.user("x"))).length - 1;
        List<Prompt> prompts = IntStream.range(0, count)
                .mapToObj(i -> new Prompt(
                        "p" + i,
                        List.of(Message.user(Character.toString('c' + i % 20).repeat(tokens - around)))))
                .toList();
        int found = format.prompt(prompts.getFirst().prompt()).length;
        if (found != tokens) {
            throw new IllegalStateException("a prompt has %d tokens; %d were wanted".formatted(found, tokens));
        }
        Files.createDirectories(folder);
        JsonLines.write(prompts(), prompts);
    }
}
