package org.careloop.lm.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Texts that end an answer, also when they begin or end inside a token.
 *
 * @param decode text of ids, as the tokenizer gives it
 */
public record StopTexts(List<String> texts, Function<int[], String> decode) {
    /** The first of the last tokens may begin inside a character, which then takes up to three tokens more. */
    private static final int BROKEN_CHARACTER = 4;

    public StopTexts {
        if (texts.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a stop text is empty; expected at least one character");
        }
        texts = List.copyOf(texts);
    }

    public static StopTexts none() {
        return new StopTexts(List.of(), ids -> "");
    }

    /** How many of the last tokens are enough to find any stop text in: a token is at least a byte long. */
    private int tokensToCheck() {
        return texts.stream()
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElse(0)
                + BROKEN_CHARACTER;
    }

    /** Whether one of the texts stands in the last tokens of a row. */
    boolean end(Row row) {
        if (texts.isEmpty()) {
            return false;
        }
        String tail = decode.apply(row.lastTokens(tokensToCheck()));
        return texts.stream().anyMatch(tail::contains);
    }

    /** The text up to the first stop text in it. */
    public String cut(String text) {
        int end = texts.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(text.length());
        return text.substring(0, end);
    }
}
