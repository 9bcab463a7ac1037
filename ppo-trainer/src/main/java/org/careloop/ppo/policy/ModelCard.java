package org.careloop.ppo.policy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.Json;
import org.careloop.run.RunSpec;

/**
 * The README.md of a policy's checkpoint: what it is, what it came of, and how its training went.
 *
 * @param method in words
 * @param counts of the data, by name
 * @param settings all of them, defaults included
 * @param metrics of the last step
 */
public record ModelCard(
        RunSpec spec,
        String method,
        Map<String, Long> counts,
        Record settings,
        long steps,
        Map<String, Double> metrics) {

    public String text() {
        StringBuilder card = new StringBuilder();
        card.append("---\nlibrary_name: transformers\npipeline_tag: text-generation\ntags:\n- careloop\n- %s\n---\n\n"
                .formatted(spec.kind().label()));
        card.append("# Policy of run %s\n\n".formatted(spec.id()));
        card.append("Trained by %s, %d steps, with CareLoop. Not for clinical use before its own evaluation.\n"
                .formatted(method, steps));
        Map<String, Object> lineage = new TreeMap<>(spec.lineage());
        lineage.put("started from", spec.model());
        lineage.put("asked for by", spec.createdBy());
        lineage.put("asked for at", spec.createdAt());
        if (spec.reward() != null) {
            lineage.put("reward model", spec.reward());
        }
        table(card, "Lineage", lineage);
        table(card, "Data", counts);
        table(card, "Last step", rounded());
        card.append("\n## Settings\n\n```json\n%s\n```\n"
                .formatted(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(settings)));
        return card.toString();
    }

    private Map<String, String> rounded() {
        Map<String, String> rounded = new TreeMap<>();
        metrics.forEach((name, value) -> {
            if (!name.startsWith("time/")) {
                rounded.put(name, String.format(Locale.ROOT, "%.4g", value));
            }
        });
        return rounded;
    }

    private static void table(StringBuilder card, String title, Map<String, ?> facts) {
        card.append("\n## %s\n\n| | |\n| --- | --- |\n".formatted(title));
        new TreeMap<>(facts).forEach((name, value) -> card.append("| %s | %s |\n".formatted(name, value)));
    }
}
