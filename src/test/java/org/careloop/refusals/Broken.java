package org.careloop.refusals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.BaseModel;
import org.careloop.run.Json;
import org.careloop.run.Message;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model directory that something is wrong with, and the code of its refusal.
 *
 * @param code of the refusal, or of a phrase in it
 * @param damage done to a sound model of eleven ids with a tokenizer of twelve
 * @param use that finds it
 */
record Broken(String code, Damage damage, Use use) {

    /** Changes files of a model directory. */
    @FunctionalInterface
    interface Damage {
        void to(Path model) throws IOException;
    }

    /** Reads a model directory. */
    @FunctionalInterface
    interface Use {
        void of(Path model) throws IOException;
    }

    static Broken when(String code, Damage damage) {
        return new Broken(code, damage, Broken::asARunDoes);
    }

    /** Tokenizer, chat format, then weights, as a run that starts from the model. */
    private static void asARunDoes(Path model) throws IOException {
        BaseModel base = BaseModel.of(model);
        base.format().prompt(List.of(Message.user("boom")));
        base.format().endOfTurn();
        LanguageModel.load(base.source(), LoadOptions.cpu());
    }

    static Broken config(String code, Consumer<ObjectNode> change) {
        return when(code, model -> edit(model.resolve("config.json"), change));
    }

    static Broken template(String code, String source) {
        return new Broken(
                code,
                model -> Files.writeString(model.resolve("chat_template.jinja"), source),
                model -> ChatFormat.load(model, Tokenizer.load(model)));
    }

    static Broken header(String code, String header, int dataBytes) {
        return when(code, model -> safetensors(model.resolve("model.safetensors"), header, dataBytes));
    }

    static void edit(Path file, Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = Files.exists(file) ? Json.read(file, ObjectNode.class) : Json.MAPPER.createObjectNode();
        change.accept(json);
        Json.replace(file, json);
    }

    static void safetensors(Path file, String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text);
        Files.write(file, buffer.array());
    }

    static void sound(Path model) throws IOException {
        LanguageModel small = LanguageModel.initialise(ModelConfig.llama(11, 8, 8, 1, 2, 1, 32), Rng.seeded(1));
        CheckpointWriter.of(small).write(model);
        Map<String, Integer> words = new LinkedHashMap<>(Map.of("<unk>", 0, "<s>", 1, "</s>", 2, "boom", 3));
        for (int i = 4; i < 12; i++) {
            words.put("w" + i, i);
        }
        Files.writeString(model.resolve("tokenizer.json"), """
                {"version": "1.0",
                 "added_tokens": [%s, %s, %s],
                 "pre_tokenizer": {"type": "WhitespaceSplit"},
                 "model": {"type": "WordLevel", "unk_token": "<unk>", "vocab": %s}}""".formatted(
                special(0, "<unk>"), special(1, "<s>"), special(2, "</s>"), Json.MAPPER.writeValueAsString(words)));
        Files.writeString(model.resolve("tokenizer_config.json"), "{\"bos_token\": \"<s>\", \"eos_token\": \"</s>\"}");
    }

    private static String special(int id, String token) {
        return """
                {"id": %d, "content": "%s", "special": true, "single_word": false, "lstrip": false, "rstrip": false,
                 "normalized": false}""".formatted(id, token);
    }

    @Override
    public String toString() {
        return code;
    }
}
