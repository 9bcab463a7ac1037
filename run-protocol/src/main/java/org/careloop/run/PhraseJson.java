package org.careloop.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A phrase as JSON, for a reader in another process: {@code code}, {@code english}, and what fills the blanks in
 * {@code given}: texts, numbers, phrases, or a text in each language under {@code in}.
 */
final class PhraseJson {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);
    private static final String IN = "in";

    private PhraseJson() {}

    static Map<String, Object> write(Phrase phrase) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", phrase.code());
        fields.put("english", phrase.english());
        fields.put("given", phrase.given().stream().map(PhraseJson::written).toList());
        return fields;
    }

    private static Object written(Object given) {
        return switch (given) {
            case Phrase phrase -> write(phrase);
            case Phrase.Localized own -> {
                Map<String, String> texts = new LinkedHashMap<>();
                LANGUAGES.forEach(language -> texts.put(language.getLanguage(), own.in(language)));
                yield Map.of(IN, texts);
            }
            case Number number -> number;
            default -> given.toString();
        };
    }

    static Phrase read(String code, String english, List<JsonNode> given) {
        List<Object> parts = new ArrayList<>();
        given.forEach(each -> parts.add(part(each)));
        return new Phrase(code, english, parts);
    }

    private static Object part(JsonNode given) {
        if (given.isNumber()) {
            return given.numberValue();
        }
        if (!given.isObject()) {
            return given.asString();
        }
        if (!given.has(IN)) {
            return Json.MAPPER.treeToValue(given, Phrase.class);
        }
        JsonNode texts = given.get(IN);
        Phrase.Localized own = language ->
                texts.path(language.getLanguage()).asString(texts.path("en").asString(""));
        return own;
    }
}
