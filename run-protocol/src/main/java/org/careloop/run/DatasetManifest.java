package org.careloop.run;

import java.time.Instant;
import java.util.Map;

/**
 * What a frozen snapshot holds: {@code dataset/manifest.json}.
 *
 * @param counts rows and votes by name: {@code comparisons}, {@code votes}, {@code prompts}
 * @param excluded votes left out, by reason
 * @param filters how the rows were chosen
 * @param sha256 of each file of the snapshot, by its name, lower-case hexadecimal
 */
public record DatasetManifest(
        Instant createdAt,
        Map<String, Long> counts,
        Map<String, Long> excluded,
        Map<String, String> filters,
        Map<String, String> sha256) {}
