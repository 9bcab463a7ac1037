package org.careloop.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.health.WatchRule;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.study.StudyId;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.Watching;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Training runs. */
@RestController
@RequestMapping("/api/v1/runs")
class RunApi {
    private final TrainingService training;
    private final CurrentPerson current;
    private final Idempotency idempotency;

    RunApi(TrainingService training, CurrentPerson current, Idempotency idempotency) {
        this.training = training;
        this.current = current;
        this.idempotency = idempotency;
    }

    /** A run and its status. */
    record RunResource(
            String id,
            long number,
            String kind,
            String study,
            long votes,
            String base,
            @Nullable String reward,
            Map<String, Object> settings,
            Instant createdAt,
            @Nullable RunStatus status) {
        static RunResource of(TrainingService.Listed listed) {
            Run run = listed.run();
            return new RunResource(
                    run.id().toString(),
                    run.number(),
                    run.kind().label(),
                    run.study().toString(),
                    run.votes(),
                    run.baseName(),
                    run.rewardName().orElse(null),
                    run.settings(),
                    run.createdAt(),
                    listed.status().orElse(null));
        }
    }

    /**
     * The request for a run.
     *
     * @param kind label of a {@link RunKind} that reads what a snapshot holds
     * @param base id of the checkpoint to start from
     * @param reward id of the reward model; absent where the kind needs none
     * @param watches what judges the answers and never trains: ids of reward models, names of rules
     */
    record NewRun(
            String kind,
            String study,
            String base,
            @Nullable String reward,
            @Nullable List<String> watches,
            @Nullable Map<String, Object> settings) {}

    @GetMapping
    Paging.Page<RunResource> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return Paging.of(
                cursor, limit, training.list().stream().map(RunResource::of).toList());
    }

    @GetMapping("/{id}")
    RunResource get(@PathVariable String id) {
        return training.listed(id)
                .map(RunResource::of)
                .orElseThrow(() ->
                        new ApiProblems.NotFound("there is no run \"%s\"; GET /api/v1/runs lists them".formatted(id)));
    }

    /** Freezes the study's votes and hands the run to the workers. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RunResource start(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key, @RequestBody NewRun body) {
        // Workers are notified after the commit, so the status is read after it too.
        return get(idempotency.once(key, "POST runs " + body, String.class, () -> {
            try {
                return training.start(request(body), current.id()).id().toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private static TrainingRequest request(NewRun body) {
        return new TrainingRequest(
                RunKind.parse(String.valueOf(body.kind())),
                StudyId.parse(String.valueOf(body.study()))
                        .orElseThrow(() ->
                                BadInput.field("study", body.study(), Phrase.of("api.study-id", "the id of a study"))),
                checkpoint("base", body.base()),
                Optional.ofNullable(body.reward()).map(id -> checkpoint("reward", id)),
                watching(Objects.requireNonNullElse(body.watches(), List.of())),
                body.settings() == null ? Map.of() : body.settings());
    }

    private static Watching watching(List<String> named) {
        Set<CheckpointId> models = new HashSet<>();
        Set<WatchRule> rules = new HashSet<>();
        for (String one : named) {
            WatchRule.of(one).ifPresentOrElse(rules::add, () -> models.add(checkpoint("watches", one)));
        }
        return new Watching(models, rules);
    }

    private static CheckpointId checkpoint(String field, @Nullable String id) {
        return CheckpointId.parse(String.valueOf(id))
                .orElseThrow(() -> BadInput.field(field, id, Phrase.of("api.checkpoint-id", "the id of a checkpoint")));
    }
}
