package org.careloop.lm.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.run.Json;

/**
 * Trains a tokenizer on texts: {@code tokenizer.json} and {@code tokenizer_config.json} as the Hugging Face
 * libraries read them. Ids: the special tokens, the 256 bytes, the learned tokens.
 */
public final class TokenizerTraining {
    private static final String BOS = "<|bos|>";
    private static final String PAD = "<|pad|>";
    private static final String END = "<|end|>";
    private static final List<String> SPECIAL = List.of(PAD, BOS, END, "<|system|>", "<|user|>", "<|assistant|>");

    /** Each turn is the role, the content and the end token, which is also the policy's stop token. */
    private static final String CHAT_TEMPLATE = "{{ bos_token }}{% for message in messages %}"
            + "{{ '<|' + message['role'] + '|>' + message['content'] | trim + '<|end|>' }}{% endfor %}"
            + "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

    private TokenizerTraining() {}

    /**
     * Learns a tokenizer and writes it into a directory.
     *
     * @param texts to learn from; a repeated text counts each time
     * @param size tokens in all, special ones included; the result has fewer if the texts yield no more
     * @param maxLength longest sequence that the model will read, in tokens
     */
    public static Tokenizer train(Iterable<String> texts, int size, int maxLength, Path directory) throws IOException {
        BytePairTrainer.Vocabulary vocabulary = BytePairTrainer.train(texts, size - SPECIAL.size());
        Files.createDirectories(directory);
        Json.replace(directory.resolve("tokenizer.json"), tokenizer(vocabulary));
        Json.replace(directory.resolve("tokenizer_config.json"), config(maxLength));
        return Tokenizer.load(directory);
    }

    private static Map<String, Object> tokenizer(BytePairTrainer.Vocabulary vocabulary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", "1.0");
        json.put("added_tokens", addedTokens());
        json.put("normalizer", null);
        json.put("pre_tokenizer", Map.of("type", "Sequence", "pretokenizers", List.of(words(), byteLevel())));
        json.put("post_processor", startsWithBos());
        json.put("decoder", byteLevel());
        json.put("model", model(vocabulary));
        return json;
    }

    private static List<Map<String, Object>> addedTokens() {
        List<Map<String, Object>> tokens = new ArrayList<>();
        for (String token : SPECIAL) {
            tokens.add(Map.of(
                    "id", tokens.size(),
                    "content", token,
                    "single_word", false,
                    "lstrip", false,
                    "rstrip", false,
                    "normalized", false,
                    "special", true));
        }
        return tokens;
    }

    private static Map<String, Object> words() {
        return Map.of(
                "type",
                "Split",
                "pattern",
                Map.of("Regex", BytePairTrainer.WORDS),
                "behavior",
                "Isolated",
                "invert",
                false);
    }

    private static Map<String, Object> byteLevel() {
        return Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", false, "use_regex", false);
    }

    private static Map<String, Object> startsWithBos() {
        Map<String, Object> bos = Map.of("SpecialToken", Map.of("id", BOS, "type_id", 0));
        Map<String, Object> first = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
        Map<String, Object> second = Map.of("Sequence", Map.of("id", "B", "type_id", 1));
        Map<String, Object> ids = Map.of("id", BOS, "ids", List.of(SPECIAL.indexOf(BOS)), "tokens", List.of(BOS));
        return Map.of(
                "type",
                "TemplateProcessing",
                "single",
                List.of(bos, first),
                "pair",
                List.of(bos, first, second),
                "special_tokens",
                Map.of(BOS, ids));
    }

    private static Map<String, Object> model(BytePairTrainer.Vocabulary vocabulary) {
        List<String> names =
                vocabulary.tokens().stream().map(TokenizerTraining::name).toList();
        Map<String, Integer> ids = new LinkedHashMap<>();
        SPECIAL.forEach(token -> ids.put(token, ids.size()));
        names.forEach(name -> ids.put(name, ids.size()));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("dropout", null);
        model.put("unk_token", null);
        model.put("byte_fallback", false);
        model.put("fuse_unk", false);
        model.put("vocab", ids);
        model.put(
                "merges",
                vocabulary.merges().stream()
                        .map(pair -> names.get(pair.left()) + " " + names.get(pair.right()))
                        .toList());
        return model;
    }

    private static String name(byte[] token) {
        return new String(token, StandardCharsets.ISO_8859_1)
                .chars()
                .mapToObj(ByteAlphabet::letter)
                .collect(Collectors.joining());
    }

    private static Map<String, Object> config(int maxLength) {
        return Map.of(
                "tokenizer_class",
                "PreTrainedTokenizerFast",
                "bos_token",
                BOS,
                "eos_token",
                END,
                "pad_token",
                PAD,
                "model_max_length",
                maxLength,
                "clean_up_tokenization_spaces",
                false,
                "chat_template",
                CHAT_TEMPLATE);
    }
}
