package org.careloop.lm.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.careloop.lm.text.pattern.PatternEffort;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.text.WholeText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * Looks at a {@code tokenizer.json} before the native library does, which for some faults ends the whole process instead of
 * saying what is wrong: a file that breaks off, a regular expression that turns back without end, a template of special
 * tokens that it does not list.
 */
final class TokenizerFile {
    /** What the library may turn back at one place of a text before it ends the process, less a margin. */
    private static final long MOST = 9_000_000;
    /** The largest known has 33 MB. */
    private static final long MOST_BYTES = 256 << 20;

    private static final int SHOWN = 200;
    private static final String PREFIX = "continuing_subword_prefix";

    /** Behind a part stands the rest of the file. */
    private static final ObjectReader PART =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final JsonParser json;
    private final Set<String> placed = new HashSet<>();
    private final Set<String> listed = new HashSet<>();
    private boolean merges;
    private boolean prefixed;
    private long effort = 1;

    private TokenizerFile(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Checks a file.
     *
     * @return the length of the longest text that its regular expressions can take
     * @throws BadInput for what would end the process
     */
    static long longestText(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw BadInput.in(
                    file,
                    Phrase.filled(
                            "tokenizer.large",
                            "the file has more than %s bytes, and no tokenizer has: copy it again",
                            MOST_BYTES));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                JsonParser json = Json.stream(in)) {
            TokenizerFile reading = new TokenizerFile(file, json);
            reading.read();
            return MOST / reading.effort;
        } catch (JacksonException e) {
            throw new BadInput(BadInput.inFile(file.toString(), Json.problem(e)), e);
        }
    }

    private void read() {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME) {
                requireWhole(json.getString());
            }
            if (token == JsonToken.PROPERTY_NAME) {
                field(json.currentName());
            }
        }
        requireListed();
        if (merges && prefixed) {
            throw BadInput.in(
                    file,
                    Phrase.filled(
                            "tokenizer.prefix",
                            "field \"%s\" stands beside merges; expected null: take the tokenizer of the model's source",
                            PREFIX));
        }
    }

    private void field(String name) {
        switch (name) {
            case "Regex" -> pattern(json.nextToken());
            case "post_processor" -> {
                json.nextToken();
                processor(PART.readTree(json));
            }
            case "normalizer" -> {
                json.nextToken();
                PART.readTree(json).findValues("Regex").forEach(this::replaced);
            }
            case "merges" -> merges = true;
            // Read as it stands before each part of a merge, whether or not it does.
            case PREFIX ->
                prefixed |= json.nextToken() == JsonToken.VALUE_STRING
                        && !json.getString().isEmpty();
            default -> {}
        }
    }

    /** What a normalizer replaces is never nothing, of which there is much between any two letters. */
    private void replaced(JsonNode regex) {
        String pattern = regex.asString("");
        count(pattern);
        if (PatternEffort.matchesNothing(pattern)) {
            throw BadInput.in(
                    file,
                    Phrase.filled(
                            "tokenizer.pattern-nothing",
                            "the normalizer replaces \"%s\", which can be no character at all; expected an expression of one character or more: take the tokenizer of the model's source",
                            shown(pattern)));
        }
    }

    private void requireListed() {
        placed.removeAll(listed);
        placed.stream().sorted().findFirst().ifPresent(token -> {
            throw BadInput.in(
                    file,
                    Phrase.filled(
                            "tokenizer.unlisted",
                            "field \"post_processor\" puts \"%s\" around a text, and its special_tokens lack it: take the tokenizer of the model's source",
                            token));
        });
    }

    private void requireWhole(String text) {
        if (WholeText.firstBad(text).isPresent() && !text.contains("\0")) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "json.surrogate",
                            "half of a \\u pair stands alone; write the character itself, or both halves"));
        }
    }

    private void pattern(JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            count(json.getString());
        }
    }

    private void count(String pattern) {
        requireWhole(pattern);
        effort = Math.max(
                effort,
                PatternEffort.of(pattern)
                        .orElseThrow(() -> BadInput.in(
                                file,
                                Phrase.filled(
                                        "tokenizer.pattern",
                                        "the regular expression \"%s\" could take without end on some texts; expected one without repetitions inside repetitions: take the tokenizer of the model's source",
                                        shown(pattern)))));
    }

    private static String shown(String pattern) {
        return pattern.length() <= SHOWN ? pattern : pattern.substring(0, SHOWN) + "…";
    }

    /** A processor may be a sequence of others. */
    private void processor(JsonNode node) {
        node.findValues("SpecialToken")
                .forEach(token -> placed.add(token.path("id").asString("")));
        node.findValues("special_tokens").forEach(tokens -> listed.addAll(tokens.propertyNames()));
    }
}
