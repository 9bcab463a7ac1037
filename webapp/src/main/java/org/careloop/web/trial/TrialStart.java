package org.careloop.web.trial;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.web.answers.AnsweringRequest;
import org.careloop.web.answers.AnsweringService;
import org.careloop.web.answers.PromptShare;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.verdict.PlannedVerdict;
import org.careloop.web.verdict.VerdictPlans;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins a blind trial: a draft with its terms fixed, and a run in which both models answer the prompts into it. */
@Service
@RolesAllowed(Role.Names.STUDY_LEAD)
public class TrialStart {
    private final TrialService trials;
    private final CheckpointService checkpoints;
    private final StudyService studies;
    private final VerdictPlans plans;
    private final AnsweringService answers;

    TrialStart(
            TrialService trials,
            CheckpointService checkpoints,
            StudyService studies,
            VerdictPlans plans,
            AnsweringService answers) {
        this.trials = trials;
        this.checkpoints = checkpoints;
        this.studies = studies;
        this.plans = plans;
        this.answers = answers;
    }

    /**
     * Makes the study, fixes its terms and starts the run. The study stays a draft until its lead opens it.
     *
     * @param name of the new study; those who judge see it
     * @throws BadInput when both models have the same weights, training has seen every prompt, or the name is taken
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public Run begin(String name, TrialRequest request, PersonId by) throws IOException {
        Checkpoint candidate = checkpoints.require(request.candidate(), ModelKind.POLICY);
        Checkpoint rival = checkpoints.require(request.rival(), ModelKind.POLICY);
        TrialOutlook outlook = trials.look(request);
        Study source = trials.source(request.source());
        Study made = studies.create(new NewStudy(name, request.design(source.design()), Study.State.DRAFT), by);
        AnsweringRequest asked = new AnsweringRequest(
                source.id(),
                PromptShare.UNSEEN,
                request.prompts(),
                List.of(candidate.id(), rival.id()),
                List.of(),
                Optional.empty(),
                Optional.of(made.id()),
                Map.of());
        Run run = answers.start(asked, by);
        plans.fix(
                made,
                new PlannedVerdict(
                        request.terms(candidate.name(), rival.name()),
                        Optional.of(candidate.id()),
                        Optional.of(rival.id()),
                        outlook.effect(),
                        outlook.power(),
                        outlook.asked()),
                by);
        return run;
    }
}
