package org.careloop.web.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The links that one deletion took names out of.
 *
 * @param deletion its number
 * @param links how many
 * @param sha256 over chain, number and new content of each, in their order
 * @param chain of the first
 * @param seq of the first
 */
record Erasure(int deletion, long links, String sha256, String chain, long seq) {
    private static final String FIELD = "erased";

    /** As the link of the deletion tells it. */
    Map<String, Object> detail(Map<String, ?> beside) {
        Map<String, Object> detail = new LinkedHashMap<>(beside);
        detail.put(FIELD, Map.of("deletion", deletion, "links", links, "sha256", sha256));
        return detail;
    }

    static Erasure told(String detail) {
        JsonNode erased = Json.MAPPER.readTree(detail).path(FIELD);
        return new Erasure(
                erased.path("deletion").asInt(),
                erased.path("links").asLong(),
                erased.path("sha256").asString(),
                AuditEvent.MAIN,
                1);
    }

    /** Whether the table has what was told; a deletion that took names out of no link has no row. */
    boolean isSame(@Nullable Erasure inTable) {
        return inTable == null ? links == 0 : links == inTable.links() && sha256.equals(inTable.sha256());
    }
}
