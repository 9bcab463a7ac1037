package org.careloop.web.trial;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.answers.AnsweringService;
import org.careloop.web.answers.UnseenPrompts;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.Lineage;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.checkpoint.ModelState;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyService;
import org.careloop.web.verdict.VerdictTerms;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutor;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.stereotype.Service;

/** What can be tried blind against what, and what such a trial would find. */
@Service
@RolesAllowed(Role.Names.STUDY_LEAD)
public class TrialService {
    private static final int MOST_NAMES = 1_000;

    private final CheckpointService checkpoints;
    private final LineageService lineages;
    private final StudyService studies;
    private final AnsweringService answers;
    private final AgreementService agreement;
    private final DelegatingSecurityContextExecutor worker;

    TrialService(
            CheckpointService checkpoints,
            LineageService lineages,
            StudyService studies,
            AnsweringService answers,
            AgreementService agreement,
            SecurityContextHolderStrategy security) {
        this.checkpoints = checkpoints;
        this.lineages = lineages;
        this.studies = studies;
        this.answers = answers;
        this.agreement = agreement;
        // What is read asks who reads it, also on a thread of its own.
        this.worker = new DelegatingSecurityContextExecutor(Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("trial").factory()));
        worker.setSecurityContextHolderStrategy(security);
    }

    /** The models that a checkpoint can be held against: its base first, then the approved, then the newest. */
    public List<Rival> rivals(Checkpoint candidate) {
        Optional<CheckpointId> base =
                lineages.of(candidate.id()).map(Lineage::base).map(Lineage.Ancestor::id);
        return checkpoints.list().stream()
                .filter(model -> model.kind() == ModelKind.POLICY && !model.id().equals(candidate.id()))
                .map(model -> new Rival(model, standing(model, base)))
                .sorted(Comparator.comparing(Rival::standing))
                .toList();
    }

    private static Rival.Standing standing(Checkpoint model, Optional<CheckpointId> base) {
        if (base.equals(Optional.of(model.id()))) {
            return Rival.Standing.BASE;
        }
        return model.state().equals(Optional.of(ModelState.APPROVED)) ? Rival.Standing.APPROVED : Rival.Standing.OTHER;
    }

    /**
     * A name for the new study that no other has. It says nothing of a trial, because those who judge see it.
     */
    public String suggestedName(Study source) {
        List<String> taken = studies.list().stream().map(Study::name).toList();
        return IntStream.range(2, MOST_NAMES)
                .mapToObj(number -> "%s %d".formatted(source.name(), number))
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElse("");
    }

    /**
     * What a trial would find; it is simulated on a thread of its own, which takes seconds where a study is large.
     *
     * @return fails with a {@link BadInput} where the trial cannot be
     */
    public CompletableFuture<TrialOutlook> outlook(TrialRequest request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return look(request);
                    } catch (IOException e) {
                        throw new CompletionException(new UncheckedIOException(e));
                    }
                },
                worker);
    }

    /**
     * What a program asks for, with all that it left out.
     *
     * @throws BadInput when that does not make a trial
     */
    public Proposal proposal(Checkpoint candidate, TrialAsked asked) throws IOException {
        Study from = source(asked.sourceFor(candidate));
        TrialRequest request = asked.about(candidate, rivals(candidate), from);
        String name = Objects.requireNonNullElseGet(asked.name(), () -> suggestedName(from));
        return new Proposal(name, request, look(request));
    }

    /** A trial that could begin, and what it would find. */
    public record Proposal(String name, TrialRequest request, TrialOutlook outlook) {}

    /** @throws BadInput when both models are the same, or training has seen every prompt */
    TrialOutlook look(TrialRequest request) throws IOException {
        UnseenPrompts prompts = answers.unseen(request.source(), List.of(request.candidate(), request.rival()));
        Study source = source(request.source());
        return TrialOutlook.of(request, prompts, VoteHabits.of(agreement, source), VerdictTerms.USUAL_SEED);
    }

    Study source(StudyId id) {
        return studies.find(id).orElseThrow(StudyProblem::absent);
    }
}
