package org.careloop.lm.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.run.Json;

/** Writes a tokenizer whose tokens are words: {@code <unk>} 0, {@code <s>} 1, {@code </s>} 2, {@code w3}, {@code w4}, … */
public final class WordTokenizer {
    private WordTokenizer() {}

    /**
     * @param size ids in all
     * @param settings contents of tokenizer_config.json
     */
    public static void write(Path directory, int size, String settings) throws IOException {
        Map<String, Integer> words = new LinkedHashMap<>(Map.of("<unk>", 0, "<s>", 1, "</s>", 2));
        for (int i = 3; i < size; i++) {
            words.put("w" + i, i);
        }
        Files.writeString(directory.resolve("tokenizer.json"), """
                {"version": "1.0",
                 "added_tokens": [%s, %s, %s],
                 "pre_tokenizer": {"type": "WhitespaceSplit"},
                 "model": {"type": "WordLevel", "unk_token": "<unk>", "vocab": %s}}""".formatted(
                special(0, "<unk>"), special(1, "<s>"), special(2, "</s>"), Json.MAPPER.writeValueAsString(words)));
        Files.writeString(directory.resolve("tokenizer_config.json"), settings);
    }

    private static String special(int id, String token) {
        return """
                {"id": %d, "content": "%s", "special": true, "single_word": false, "lstrip": false, "rstrip": false,
                 "normalized": false}""".formatted(id, token);
    }
}
