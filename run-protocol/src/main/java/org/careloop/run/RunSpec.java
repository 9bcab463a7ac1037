package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order for a run: {@code run.json}, written once and never changed.
 *
 * @param model directory of the model to start from, or of an adapter, absolute or relative to the run directory
 * @param base directory of the model that an adapter lies over, where a person named it
 * @param reward directory of the reward model; absent where its kind needs none
 * @param watches what else judges the answers and never trains: directories of reward models, or names of rules
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
        @Nullable String base,
        @Nullable String reward,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> watches,
        Map<String, Object> settings,
        Map<String, String> lineage) {

    public RunSpec {
        RecordChecks.text("id", id);
        RecordChecks.field("kind", kind);
        RecordChecks.field("createdAt", createdAt);
        RecordChecks.field("createdBy", createdBy);
        RecordChecks.text("model", model);
        watches = List.copyOf(Objects.requireNonNullElse(watches, List.of()));
        settings = Map.copyOf(Objects.requireNonNullElse(settings, Map.of()));
        lineage = Map.copyOf(Objects.requireNonNullElse(lineage, Map.of()));
    }

    /** A run whose models say themselves what they lie over, and that nothing watches. */
    public RunSpec(
            String id,
            RunKind kind,
            Instant createdAt,
            String createdBy,
            String model,
            @Nullable String reward,
            Map<String, Object> settings,
            Map<String, String> lineage) {
        this(id, kind, createdAt, createdBy, model, null, reward, List.of(), settings, lineage);
    }

    /** Where a person said that the base of adapters lies. */
    public @Nullable Path base(RunDirectory run) {
        return base == null ? null : run.path().resolve(base);
    }

    /** The reward model of a kind that needs one. */
    public Optional<ModelSource> reward(RunDirectory run) throws IOException {
        return reward == null
                ? Optional.empty()
                : Optional.of(ModelSource.of(run.path().resolve(reward), base(run)));
    }
}
