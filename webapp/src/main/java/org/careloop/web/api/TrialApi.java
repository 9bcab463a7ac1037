package org.careloop.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.study.StudyId;
import org.careloop.web.training.AnsweringState;
import org.careloop.web.training.Run;
import org.careloop.web.trial.TrialAsked;
import org.careloop.web.trial.TrialOutlook;
import org.careloop.web.trial.TrialService;
import org.careloop.web.trial.TrialStart;
import org.careloop.web.trial.VoteHabits;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Blind trials of a checkpoint. */
@RestController
@RequestMapping("/api/v1/checkpoints/{id}/trials")
class TrialApi {
    private final CheckpointService checkpoints;
    private final TrialService trials;
    private final TrialStart starts;
    private final CurrentPerson current;
    private final Idempotency idempotency;

    TrialApi(
            CheckpointService checkpoints,
            TrialService trials,
            TrialStart starts,
            CurrentPerson current,
            Idempotency idempotency) {
        this.checkpoints = checkpoints;
        this.trials = trials;
        this.starts = starts;
        this.current = current;
        this.idempotency = idempotency;
    }

    /**
     * A trial that is to begin. What is left out is as the page proposes it.
     *
     * @param name of the new study, which those who judge see
     * @param rival id of a checkpoint
     * @param source id of the study whose prompts are asked
     * @param criteria keys of criteria
     */
    record NewTrial(
            @Nullable String name,
            @Nullable String rival,
            @Nullable String source,
            @Nullable Integer prompts,
            @Nullable Integer overlap,
            @Nullable List<String> criteria,
            @Nullable Double alpha,
            @Nullable Double margin,
            @Nullable Double effect) {

        TrialAsked asked() {
            return new TrialAsked(
                    name,
                    rival == null ? null : Ids.checkpoint("rival", rival),
                    source == null ? null : Ids.study("source", source),
                    prompts,
                    overlap,
                    criteria,
                    alpha,
                    margin,
                    effect);
        }
    }

    /**
     * A trial, and what it would find.
     *
     * @param prompts how many are asked
     * @param seen prompts of the source that a training of either model has seen, and that are not asked
     * @param untold models of whose training nothing is known here
     * @param effect the net win rate that is looked for
     * @param power how likely so many prompts find it
     * @param enough prompts that find it in four of five trials; null where no number that was tried does
     * @param simulatedWith ties, agreement, and how many votes these are known from
     * @param study id of the draft, null in a check; so is the run in which both models answer
     */
    record Trial(
            String name,
            String rival,
            String source,
            int prompts,
            long seen,
            List<String> untold,
            double effect,
            double power,
            @Nullable Integer enough,
            VoteHabits simulatedWith,
            @Nullable String study,
            @Nullable String run) {
        static Trial of(TrialService.Proposal proposal, @Nullable Run run) {
            TrialOutlook outlook = proposal.outlook();
            return new Trial(
                    proposal.name(),
                    proposal.request().rival().toString(),
                    proposal.request().source().toString(),
                    outlook.asked(),
                    outlook.prompts().seen(),
                    outlook.prompts().untold(),
                    outlook.effect(),
                    outlook.power(),
                    outlook.enough().isPresent() ? outlook.enough().getAsInt() : null,
                    outlook.habits(),
                    Optional.ofNullable(run)
                            .flatMap(Run::answering)
                            .flatMap(AnsweringState::into)
                            .map(StudyId::toString)
                            .orElse(null),
                    run == null ? null : run.id().toString());
        }
    }

    /** Fixes the terms and lets both models answer into a draft; with {@code check=true} only says what it would find. */
    @PostMapping
    ResponseEntity<Trial> begin(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean check,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody NewTrial body)
            throws IOException {
        Checkpoint candidate = candidate(id);
        if (check) {
            return ResponseEntity.ok(Trial.of(trials.proposal(candidate, body.asked()), null));
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(idempotency.once(key, "POST trials %s %s".formatted(id, body), Trial.class, () -> {
                    try {
                        TrialService.Proposal proposal = trials.proposal(candidate, body.asked());
                        return Trial.of(proposal, starts.begin(proposal.name(), proposal.request(), current.id()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    private Checkpoint candidate(String id) {
        return CheckpointId.parse(id)
                .flatMap(checkpoints::find)
                .filter(model -> model.kind() == ModelKind.POLICY)
                .orElseThrow(() -> new ApiProblems.NotFound(
                        "there is no policy \"%s\" that this token's person may see; GET /api/v1/checkpoints lists them"
                                .formatted(id)));
    }
}
