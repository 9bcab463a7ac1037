package org.careloop.lm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * Contents of the files beside {@code tokenizer.json}: named special tokens, the chat template, and the ids at which
 * generation ends.
 *
 * @param specialTokens text of each named token, by its name in the file: {@code bos_token}, {@code eos_token}, …
 * @param addBos false where the model was trained without a token in front of a text
 * @param eosIds ids named as the end of a sequence by {@code generation_config.json} and {@code config.json}, ascending
 */
record TokenizerSettings(
        Map<String, String> specialTokens, boolean addBos, Optional<String> chatTemplate, List<Integer> eosIds) {
    private static final List<String> NAMED =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    static TokenizerSettings read(Path directory) throws IOException {
        JsonNode config = optional(directory.resolve("tokenizer_config.json"));
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String name : NAMED) {
            text(config.path(name)).ifPresent(token -> tokens.put(name, token));
        }
        boolean addBos = config.path("add_bos_token").asBoolean(true);
        return new TokenizerSettings(Map.copyOf(tokens), addBos, template(directory, config), eosIds(directory));
    }

    /** A token is a plain text or, in files of older versions, an object that holds it. */
    private static Optional<String> text(JsonNode token) {
        JsonNode content = token.isObject() ? token.path("content") : token;
        return content.isString() ? Optional.of(content.asString()) : Optional.empty();
    }

    /** {@code chat_template.jinja} takes precedence over the field of the configuration, as in transformers. */
    private static Optional<String> template(Path directory, JsonNode config) throws IOException {
        Path file = directory.resolve("chat_template.jinja");
        if (Files.exists(file)) {
            return Optional.of(Files.readString(file));
        }
        JsonNode template = config.path("chat_template");
        if (template.isArray()) {
            return defaultOf(directory, template);
        }
        return template.isString() ? Optional.of(template.asString()) : Optional.empty();
    }

    private static Optional<String> defaultOf(Path directory, JsonNode templates) {
        for (JsonNode named : templates) {
            if (named.path("name").asString("").equals("default")) {
                return Optional.of(named.path("template").asString());
            }
        }
        throw BadInput.in(
                directory.resolve("tokenizer_config.json"),
                "field \"chat_template\" holds named templates but none of the name \"default\"; name one so");
    }

    private static List<Integer> eosIds(Path directory) throws IOException {
        TreeSet<Integer> ids = new TreeSet<>();
        for (String name : List.of("generation_config.json", "config.json")) {
            JsonNode eos = optional(directory.resolve(name)).path("eos_token_id");
            for (JsonNode id : eos.isArray() ? eos : List.of(eos)) {
                if (id.isInt()) {
                    ids.add(id.asInt());
                }
            }
        }
        return List.copyOf(ids);
    }

    private static JsonNode optional(Path file) throws IOException {
        return Files.exists(file) ? Json.read(file, JsonNode.class) : Json.MAPPER.createObjectNode();
    }
}
