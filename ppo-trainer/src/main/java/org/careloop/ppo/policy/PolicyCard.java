package org.careloop.ppo.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.lm.train.ModelCard;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelDirectory;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;

/** Fills the model card of a policy: its method, its base checkpoint and data, and the figures of its training. */
public final class PolicyCard {
    private PolicyCard() {}

    /**
     * Fills the card.
     *
     * @param directory of the run; relative paths in {@code spec} start from it
     * @param method the name of the training method, in words
     * @param counts of the data, by name
     * @param settings all of them, defaults included
     * @param last the figures of the last step
     */
    public static ModelCard of(
            RunDirectory directory,
            RunSpec spec,
            String method,
            Map<String, Long> counts,
            Record settings,
            MetricLog.Line last) {
        ModelCard card = new ModelCard("Policy of run " + spec.id())
                .front("library_name", "transformers")
                .front("pipeline_tag", "text-generation")
                .front("tags", List.of("careloop", spec.kind().label()))
                .text("Trained by %s, %d steps, with CareLoop. Not for clinical use before its own evaluation."
                        .formatted(method, last.step()));
        card.section("Lineage").facts().rows(lineage(directory, spec));
        card.section("Data").facts().rows(new TreeMap<>(counts));
        card.section("Last step").facts().rows(ModelCard.figures(last.values()));
        String json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(settings);
        return card.section("Settings").code("json", json);
    }

    private static Map<String, Object> lineage(RunDirectory directory, RunSpec spec) {
        Map<String, Object> lineage = new TreeMap<>(spec.lineage());
        lineage.put("started from", ModelDirectory.name(directory.path().resolve(spec.model())));
        lineage.put("asked for by", spec.createdBy());
        lineage.put("asked for at", spec.createdAt());
        if (spec.reward() != null) {
            lineage.put("reward model", ModelDirectory.name(directory.path().resolve(spec.reward())));
        }
        return lineage;
    }
}
