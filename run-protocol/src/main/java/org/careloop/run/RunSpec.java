package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order for a run: {@code run.json}, written once and never changed.
 *
 * @param model directory of the model to start from, absolute or relative to the run directory
 * @param reward directory of the reward model; absent where its kind needs none
 * @param createdBy login of the person who started the run, or {@code command line}
 * @param settings values that differ from the trainer's defaults, by the names of its settings
 * @param lineage facts that the model card repeats, by any name: study, snapshot, number of judgements
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunSpec(
        String id,
        RunKind kind,
        Instant createdAt,
        String createdBy,
        String model,
        @Nullable String reward,
        Map<String, Object> settings,
        Map<String, String> lineage) {

    public RunSpec {
        RecordChecks.text("id", id);
        RecordChecks.field("kind", kind);
        RecordChecks.field("createdAt", createdAt);
        RecordChecks.field("createdBy", createdBy);
        RecordChecks.text("model", model);
        settings = Map.copyOf(Objects.requireNonNullElse(settings, Map.of()));
        lineage = Map.copyOf(Objects.requireNonNullElse(lineage, Map.of()));
    }
}
