package org.careloop.lm.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.LfsPointer;
import org.careloop.run.Phrase;
import tools.jackson.databind.JsonNode;

/**
 * Contents of the files beside {@code tokenizer.json}: named special tokens, the chat template, and the ids at which
 * generation ends.
 *
 * @param specialTokens text of each named token, by its name in the file: {@code bos_token}, {@code eos_token}, …
 * @param addBos false where the model was trained without a token in front of a text
 * @param eosIds ids named as the end of a sequence by {@code generation_config.json} and {@code config.json}, ascending
 * @param embeddings how many ids the model beside the tokenizer has, by {@code config.json}
 */
record TokenizerSettings(
        Map<String, String> specialTokens,
        boolean addBos,
        Optional<String> chatTemplate,
        List<Integer> eosIds,
        int embeddings) {
    private static final String CONFIG = "tokenizer_config.json";
    private static final long LONGEST_TEMPLATE = 4_000_000;
    private static final List<String> NAMED =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    static TokenizerSettings read(Path directory) throws IOException {
        JsonNode config = optional(directory.resolve(CONFIG));
        boolean addBos = config.path("add_bos_token").asBoolean(true);
        return new TokenizerSettings(
                named(directory, config),
                addBos,
                template(directory, config),
                eosIds(directory),
                embeddings(directory));
    }

    /** special_tokens_map.json overrides the configuration of older tokenizers, and completes that of newer ones. */
    private static Map<String, String> named(Path directory, JsonNode config) throws IOException {
        JsonNode map = optional(directory.resolve("special_tokens_map.json"));
        boolean older = !config.has("added_tokens_decoder");
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String name : NAMED) {
            JsonNode first = older ? map : config;
            JsonNode second = older ? config : map;
            text(first.path(name)).or(() -> text(second.path(name))).ifPresent(token -> tokens.put(name, token));
        }
        return Map.copyOf(tokens);
    }

    private static int embeddings(Path directory) throws IOException {
        JsonNode config = optional(directory.resolve("config.json"));
        JsonNode size = config.path("vocab_size").isInt()
                ? config.path("vocab_size")
                : config.path("text_config").path("vocab_size");
        return size.asInt(Integer.MAX_VALUE);
    }

    /** A token is a plain text or, in files of older versions, an object that holds it. */
    private static Optional<String> text(JsonNode token) {
        JsonNode content = token.isObject() ? token.path("content") : token;
        return content.isString() ? Optional.of(content.asString()) : Optional.empty();
    }

    /**
     * {@code chat_template.jinja} takes precedence over the field of the configuration, as in transformers. {@code
     * chat_template.json} is what its processors of images read, where there is no other.
     */
    private static Optional<String> template(Path directory, JsonNode config) throws IOException {
        Path file = directory.resolve("chat_template.jinja");
        if (Files.exists(file)) {
            LfsPointer.refuse(file);
            if (Files.size(file) > LONGEST_TEMPLATE) {
                throw BadInput.in(
                        file,
                        Phrase.filled(
                                "template.large",
                                "the file has more than %s bytes, and no chat template has: copy it again",
                                LONGEST_TEMPLATE));
            }
            return Optional.of(text(file));
        }
        Path json = directory.resolve("chat_template.json");
        Optional<String> ofProcessor = templateIn(json, optional(json));
        Optional<String> ofTokenizer = templateIn(directory.resolve(CONFIG), config);
        if (ofProcessor.isPresent() && ofTokenizer.isPresent() && !ofProcessor.equals(ofTokenizer)) {
            throw BadInput.in(
                    json,
                    Phrase.filled(
                            "template.differs",
                            "field \"chat_template\" differs from that of %s, and programs differ in which they take; expected the same in both: remove the one that the model was not trained with",
                            CONFIG));
        }
        return ofTokenizer.or(() -> ofProcessor);
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadInput(
                    BadInput.inFile(file.toString(), Phrase.of("json.encoding", "not UTF-8; save the file as UTF-8")),
                    e);
        }
    }

    private static Optional<String> templateIn(Path file, JsonNode json) {
        JsonNode template = json.path("chat_template");
        if (template.isArray()) {
            return Optional.of(defaultOf(file, template));
        }
        return template.isString() ? Optional.of(template.asString()) : Optional.empty();
    }

    private static String defaultOf(Path file, JsonNode templates) {
        for (JsonNode named : templates) {
            if (named.path("name").asString("").equals("default")) {
                return named.path("template").asString();
            }
        }
        throw BadInput.in(
                file,
                Phrase.of(
                        "template.no-default",
                        "field \"chat_template\" holds named templates but none of the name \"default\"; name one so"));
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
