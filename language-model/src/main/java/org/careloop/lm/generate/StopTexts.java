package org.careloop.lm.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Texts that end an answer, wherever the borders of its tokens fall.
 *
 * @param decode text of ids, as the tokenizer gives it
 */
public record StopTexts(List<String> texts, Function<int[], String> decode) {
    /** A character that the last tokens begin in the middle of takes up to three more of them. */
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

    /** Last tokens that hold any of the texts that has just been completed: a token is at least a byte of it. */
    private int reach() {
        return texts.stream()
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElse(0)
                + BROKEN_CHARACTER;
    }

    /** Whether the tokens of a row, the last one new, hold one of the texts. */
    boolean end(Row row) {
        if (texts.isEmpty()) {
            return false;
        }
        String tail = decode.apply(row.lastTokens(reach()));
        return texts.stream().anyMatch(tail::contains);
    }

    /** The text up to the first of these that stands in it. */
    public String cut(String text) {
        int end = texts.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(text.length());
        return text.substring(0, end);
    }
}
