package org.careloop.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
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
import org.careloop.web.answers.AnsweringRequest;
import org.careloop.web.answers.AnsweringService;
import org.careloop.web.answers.NamedServer;
import org.careloop.web.answers.PromptShare;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.study.StudyId;
import org.careloop.web.training.AnsweringState;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunQueue;
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
    private final AnsweringService answering;
    private final CurrentPerson current;
    private final Idempotency idempotency;

    RunApi(TrainingService training, AnsweringService answering, CurrentPerson current, Idempotency idempotency) {
        this.training = training;
        this.answering = answering;
        this.current = current;
        this.idempotency = idempotency;
    }

    /**
     * A run and its status.
     *
     * @param study id of the study that it is of, or of the first of several
     * @param studies ids of all of them
     * @param snapshot id of what it learns from; null where it froze no votes
     * @param clonedFrom id of the run whose settings and data it was filled with
     * @param queue where it stands among those that wait for a worker; null for one that does not wait
     */
    record RunResource(
            String id,
            long number,
            String kind,
            String study,
            List<String> studies,
            @Nullable String snapshot,
            long votes,
            String base,
            @Nullable String reward,
            Map<String, Object> settings,
            @Nullable Pairs pairs,
            @Nullable String clonedFrom,
            Instant createdAt,
            @Nullable RunStatus status,
            RunQueue.@Nullable Place queue) {
        static RunResource of(TrainingService.Listed listed) {
            Run run = listed.run();
            return new RunResource(
                    run.id().toString(),
                    run.number(),
                    run.kind().label(),
                    run.study().toString(),
                    run.pool().ids().stream().map(StudyId::toString).toList(),
                    run.snapshot().map(SnapshotId::toString).orElse(null),
                    run.votes(),
                    run.baseName(),
                    run.rewardName().orElse(null),
                    run.settings(),
                    run.answering().map(Pairs::of).orElse(null),
                    run.clonedFrom().map(origin -> origin.id().toString()).orElse(null),
                    run.createdAt(),
                    listed.status().orElse(null),
                    listed.place().orElse(null));
        }
    }

    /**
     * What became of a run's answers.
     *
     * @param into id of the study that they are comparisons of
     * @param comparisons that wait for votes; null until the run is done and they are there
     * @param identical pairs of the same text, which need no vote
     */
    record Pairs(
            long prompts,
            @Nullable String into,
            @Nullable Long comparisons,
            @Nullable Long identical,
            @Nullable String problem) {
        static Pairs of(AnsweringState state) {
            return new Pairs(
                    state.prompts(),
                    state.into().map(StudyId::toString).orElse(null),
                    state.taken().map(AnsweringState.Taken::comparisons).orElse(null),
                    state.taken().map(AnsweringState.Taken::identical).orElse(null),
                    state.problem().map(Phrase::english).orElse(null));
        }
    }

    /**
     * The request for a run.
     *
     * @param kind label of a {@link RunKind} that reads what a snapshot holds
     * @param study id of the study whose votes it learns from
     * @param studies in its place, ids of several whose votes are pooled
     * @param base id of the checkpoint to start from
     * @param reward id of the reward model; absent where the kind needs none
     * @param watches what judges the answers and never trains: ids of reward models, names of rules
     */
    record NewRun(
            String kind,
            @Nullable String study,
            @Nullable List<@Nullable String> studies,
            String base,
            @Nullable String reward,
            @Nullable List<String> watches,
            @Nullable Map<String, Object> settings) {}

    /**
     * The request for answers.
     *
     * @param study id of the study whose prompts are asked
     * @param prompts {@code all}, or {@code unseen} for those that no training of the models has seen
     * @param most so many prompts at most
     * @param models ids of checkpoints
     * @param reward id of the reward model that chooses the pairs, where the setting {@code choice} asks for one
     * @param into id of the study that the pairs become comparisons of
     */
    record NewAnswers(
            String study,
            @Nullable String prompts,
            @Nullable Integer most,
            @Nullable List<String> models,
            @Nullable List<NewServer> servers,
            @Nullable String reward,
            @Nullable String into,
            @Nullable Map<String, Object> settings) {}

    /**
     * A model behind a server.
     *
     * @param key name of the environment variable of the workers that holds the key
     */
    record NewServer(
            @Nullable String name,
            @Nullable String address,
            @Nullable String model,
            @Nullable String key) {}

    @GetMapping
    Paging.Page<RunResource> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return Paging.of(
                cursor, limit, training.list().stream().map(RunResource::of).toList());
    }

    @GetMapping("/{id}")
    RunResource get(@PathVariable String id) {
        return training.listed(id).map(RunResource::of).orElseThrow(() -> absent(id));
    }

    /** Freezes the votes of the studies and hands the run to the workers. */
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

    /** Freezes the prompts and hands the run to the workers. */
    @PostMapping("/answers")
    @ResponseStatus(HttpStatus.CREATED)
    RunResource answers(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody NewAnswers body) {
        return get(idempotency.once(key, "POST runs/answers " + body, String.class, () -> {
            try {
                return answering.start(request(body), current.id()).id().toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /**
     * How a run goes on.
     *
     * @param leaveOut of a run of answers: whether prompts that stay without an answer are left out; false where nothing is said
     */
    record GoingOn(@Nullable Boolean leaveOut) {}

    /** Hands a run to the workers again, after it failed, its worker left it, or it was stopped before it made a model. */
    @PostMapping("/{id}/again")
    RunResource again(@PathVariable String id, @RequestBody(required = false) @Nullable GoingOn body)
            throws IOException {
        RunId run = RunId.parse(id).orElseThrow(() -> absent(id));
        boolean leftOut = body != null && Boolean.TRUE.equals(body.leaveOut());
        training.goOn(run, leftOut ? TrainingService.Unanswered.LEFT_OUT : TrainingService.Unanswered.ASKED);
        return get(id);
    }

    static ApiProblems.NotFound absent(String id) {
        return new ApiProblems.NotFound("there is no run \"%s\"; GET /api/v1/runs lists them".formatted(id));
    }

    private static AnsweringRequest request(NewAnswers body) {
        return new AnsweringRequest(
                Ids.study("study", body.study()),
                share(Objects.requireNonNullElse(body.prompts(), "all")),
                Objects.requireNonNullElse(body.most(), 0),
                Objects.requireNonNullElse(body.models(), List.<String>of()).stream()
                        .map(id -> Ids.checkpoint("models", id))
                        .toList(),
                Objects.requireNonNullElse(body.servers(), List.<NewServer>of()).stream()
                        .map(RunApi::server)
                        .toList(),
                Optional.ofNullable(body.reward()).map(id -> Ids.checkpoint("reward", id)),
                Optional.ofNullable(body.into()).map(id -> Ids.study("into", id)),
                body.settings() == null ? Map.of() : body.settings());
    }

    private static NamedServer server(NewServer server) {
        return new NamedServer(
                Objects.requireNonNullElse(server.name(), ""),
                Objects.requireNonNullElse(server.address(), ""),
                Objects.requireNonNullElse(server.model(), ""),
                Optional.ofNullable(server.key()));
    }

    private static PromptShare share(String label) {
        return Arrays.stream(PromptShare.values())
                .filter(share -> share.name().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> BadInput.field("prompts", label, Phrase.of("api.prompts", "all or unseen")));
    }

    static TrainingRequest request(NewRun body) {
        return new TrainingRequest(
                RunKind.parse(String.valueOf(body.kind())),
                Ids.studies(body.study(), body.studies()),
                Ids.checkpoint("base", body.base()),
                Optional.ofNullable(body.reward()).map(id -> Ids.checkpoint("reward", id)),
                watching(Objects.requireNonNullElse(body.watches(), List.of())),
                body.settings() == null ? Map.of() : body.settings());
    }

    static Watching watching(List<String> named) {
        Set<CheckpointId> models = new HashSet<>();
        Set<WatchRule> rules = new HashSet<>();
        for (String one : named) {
            WatchRule.of(one).ifPresentOrElse(rules::add, () -> models.add(Ids.checkpoint("watches", one)));
        }
        return new Watching(models, rules);
    }
}
