package org.careloop.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.Watching;
import org.careloop.web.training.cloning.CloneRequest;
import org.careloop.web.training.cloning.CloneService;
import org.careloop.web.training.cloning.Origin;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs made of earlier ones. */
@RestController
@RequestMapping("/api/v1/runs")
class CloneApi {
    private final CloneService cloning;
    private final TrainingService training;
    private final CurrentPerson current;
    private final Idempotency idempotency;

    CloneApi(CloneService cloning, TrainingService training, CurrentPerson current, Idempotency idempotency) {
        this.cloning = cloning;
        this.training = training;
        this.current = current;
        this.idempotency = idempotency;
    }

    /**
     * What shall be another than in the origin.
     *
     * @param settings by name; null takes a setting of the origin back to its default
     * @param base id of the checkpoint to start from
     * @param reward id of the reward model
     * @param watches ids of reward models and names of rules, in place of the origin's
     */
    record Changes(
            @Nullable Map<String, @Nullable Object> settings,
            @Nullable String base,
            @Nullable String reward,
            @Nullable List<String> watches) {
        boolean changeModels() {
            return base != null || reward != null || watches != null;
        }
    }

    /** Makes a run of the same kind on the same frozen data and hands it to the workers. */
    @PostMapping("/{id}/clone")
    @ResponseStatus(HttpStatus.CREATED)
    RunApi.RunResource start(
            @PathVariable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable Changes body) {
        Changes changes = body == null ? new Changes(null, null, null, null) : body;
        String run = idempotency.once(key, "POST runs/%s/clone %s".formatted(id, changes), String.class, () -> {
            try {
                return cloning.start(request(origin(id), changes), current.id())
                        .id()
                        .toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        // Workers are notified after the commit, so the status is read after it too.
        return RunApi.RunResource.of(training.listed(run).orElseThrow());
    }

    private Origin origin(String id) {
        return RunId.parse(id).flatMap(cloning::origin).orElseThrow(() -> RunApi.absent(id));
    }

    private static CloneRequest request(Origin origin, Changes changes) {
        Run run = origin.run();
        Map<String, Object> settings = new LinkedHashMap<>(run.settings());
        if (changes.settings() != null) {
            changes.settings().forEach((name, value) -> {
                if (value == null) {
                    settings.remove(name);
                } else {
                    settings.put(name, value);
                }
            });
        }
        return new CloneRequest(
                run.id(), settings, changes.changeModels() ? Optional.of(models(origin, changes)) : Optional.empty());
    }

    private static CloneRequest.Models models(Origin origin, Changes changes) {
        Run run = origin.run();
        Watching watching = changes.watches() == null ? origin.watching() : RunApi.watching(changes.watches());
        return new CloneRequest.Models(
                changes.base() == null ? run.base().orElseThrow() : Ids.checkpoint("base", changes.base()),
                changes.reward() == null ? run.reward() : Optional.of(Ids.checkpoint("reward", changes.reward())),
                watching);
    }
}
