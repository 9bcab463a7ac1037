package org.careloop.web.promotion;

import org.careloop.run.Json;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON that is the same bytes for the same content: fields in the order of the alphabet, no spaces, UTF-8. */
final class Canonical {
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .build();

    private Canonical() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }
}
