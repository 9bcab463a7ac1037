package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The order for a run: {@code run.json}, written once and never changed.
 *
 * @param model directory of the model to start from, or of an adapter, absolute or relative to the run directory; absent in
 *     a run that makes no model
 * @param base directory of the model that an adapter lies over, where a person named it
 * @param reward directory of the reward model; absent where its kind needs none
 * @param watches what else judges the answers and never trains: directories of reward models, or names of rules
 * @param answerers the models that answer, two or more, in a run that makes none
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
        @Nullable String model,
        @Nullable String base,
        @Nullable String reward,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> watches,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Answerer> answerers,
        Map<String, Object> settings,
        Map<String, String> lineage) {

    /**
     * A model that answers: a checkpoint, or one behind a server with OpenAI's interface.
     *
     * @param name under which it takes part
     * @param directory of the checkpoint, as {@link RunSpec#model} has it; absent for a server
     * @param address of the server, up to and with its version
     * @param model the name under which the server knows the model
     * @param keyVariable the environment variable that holds the server's key; the key itself is written nowhere
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answerer(
            String name,
            @Nullable String directory,
            @Nullable String address,
            @Nullable String model,
            @Nullable String keyVariable) {

        public Answerer {
            RecordChecks.text("name", name);
            if (directory == null) {
                RecordChecks.text("address", address);
                RecordChecks.text("model", model);
            }
        }

        /** A checkpoint. */
        public static Answerer checkpoint(String name, String directory) {
            return new Answerer(name, directory, null, null, null);
        }

        private Answerer withDirectory(UnaryOperator<String> naming) {
            return directory == null ? this : new Answerer(name, naming.apply(directory), address, model, keyVariable);
        }

        /** Where it is: the directory, or the server's address and its model's name there. */
        public String source() {
            return directory == null ? address + "," + model : directory;
        }
    }

    public RunSpec {
        RecordChecks.text("id", id);
        RecordChecks.field("kind", kind);
        RecordChecks.field("createdAt", createdAt);
        RecordChecks.field("createdBy", createdBy);
        if (!kind.asksModels()) {
            RecordChecks.text("model", model);
        } else {
            RecordChecks.field("answerers", answerers);
        }
        answerers = List.copyOf(Objects.requireNonNullElse(answerers, List.of()));
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
        this(id, kind, createdAt, createdBy, model, null, reward, List.of(), List.of(), settings, lineage);
    }

    /** The same order, with the directories of its models named otherwise; the naming is asked for the names of rules too. */
    public RunSpec withModels(UnaryOperator<String> naming) {
        return new RunSpec(
                id,
                kind,
                createdAt,
                createdBy,
                model == null ? null : naming.apply(model),
                base == null ? null : naming.apply(base),
                reward == null ? null : naming.apply(reward),
                watches.stream().map(naming).toList(),
                answerers.stream().map(one -> one.withDirectory(naming)).toList(),
                settings,
                lineage);
    }

    /** The directory of the model to start from, of a run that makes one. */
    public String startsFrom() {
        return Objects.requireNonNull(model, "a run that makes no model starts from none");
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
