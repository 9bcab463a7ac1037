package org.careloop.web.dataset;

import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;

/** Refuses text that PostgreSQL cannot keep: the character U+0000, and half of a surrogate pair. */
final class StorableText {
    private StorableText() {}

    static void check(ImportedRow row) {
        for (Message message : row.prompt()) {
            check("prompt", message.content());
        }
        check(row.chosenIsA() ? "chosen" : "a", row.a());
        check(row.chosenIsA() ? "rejected" : "b", row.b());
        check("id", row.id());
        check("language", row.language());
        check("model_a", row.modelA());
        check("model_b", row.modelB());
        row.tags().forEach(tag -> check("tags", tag));
        row.votes().forEach(vote -> check("annotator", vote.annotator()));
    }

    private static void check(String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0 || (Character.isSurrogate(character) && !isPair(text, i))) {
                throw new BadRow("field \"%s\" holds U+%04X at character %d, which is no text; remove it"
                        .formatted(field, (int) character, i + 1));
            }
        }
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
