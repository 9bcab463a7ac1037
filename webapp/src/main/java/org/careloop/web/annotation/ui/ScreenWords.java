package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.run.Json;

/** Texts that {@code annotate.js} shows by itself, in the person's language, with placeholders for it to fill. */
final class ScreenWords {
    static final int LETTERS = 6;

    private static final List<String> KEYS = List.of(
            "comma",
            "contradiction",
            "correction",
            "criterion-next",
            "criterion-said",
            "criterion-said-next",
            "diff-all",
            "diff-off",
            "diff-on",
            "diff-too-long",
            "flag-added",
            "flag-added-text",
            "flag-passage",
            "flag-passage-text",
            "flag-remove",
            "flag-remove-text",
            "flag-removed",
            "flag-removed-text",
            "flag-which",
            "flag-whole",
            "flag-whole-text",
            "flood",
            "kept-browser",
            "kept-here",
            "kept-not",
            "linked",
            "mark-first",
            "missing-criteria",
            "missing-ranks",
            "missing-reason",
            "missing-reason-strong",
            "missing-scores",
            "missing-then",
            "missing-why",
            "no-connection",
            "note",
            "num-lock",
            "rank-complete",
            "rank-none",
            "rank-put",
            "rank-said",
            "rank-shared",
            "rank-take",
            "reason",
            "same",
            "saved",
            "score-complete",
            "score-none",
            "score-range",
            "score-said",
            "score-said-next",
            "separate",
            "text-size",
            "too-long",
            "unsent");

    private ScreenWords() {}

    static String json(Component words) {
        Map<String, String> texts = new LinkedHashMap<>();
        KEYS.forEach(key -> texts.put(key, words.getTranslation("annotate.say." + key, "{0}", "{1}", "{2}")));
        texts.put(
                "letters",
                IntStream.range(0, LETTERS)
                        .mapToObj(i -> words.getTranslation("annotate.letter." + i))
                        .collect(Collectors.joining()));
        return Json.MAPPER.writeValueAsString(texts);
    }
}
