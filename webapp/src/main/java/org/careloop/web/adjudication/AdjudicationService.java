package org.careloop.web.adjudication;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.careloop.run.AdjudicationStage;
import org.careloop.run.BadInput;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.SideMap;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StorableText;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adjudication: a senior clinician judges two responses, or ranks three to six, where the votes disagree: first blind,
 * then with the votes in view. Both verdicts are stored apart from the votes and change none of them. Nobody
 * adjudicates a comparison that they voted on, or votes on one that they have held here.
 */
@Service
@Transactional
@RolesAllowed(Role.Names.CLINICIAN)
public class AdjudicationService {
    private static final Duration LEASE = Duration.ofMinutes(30);
    private static final int TRIES = 5;
    /** What waits is counted no further. */
    static final int COUNTED = 100;

    static final int LONGEST_REASON = 10_000;

    private final AdjudicationQueue queue;
    private final AdjudicationRepository adjudications;
    private final AnnotationService annotation;
    private final ComparisonRepository comparisons;
    private final StudyRepository studies;
    private final StudyAccess access;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;
    private final RandomGenerator chance;

    AdjudicationService(
            AdjudicationQueue queue,
            AdjudicationRepository adjudications,
            AnnotationService annotation,
            ComparisonRepository comparisons,
            StudyRepository studies,
            StudyAccess access,
            CurrentPerson current,
            AuditLog audit,
            Clock clock,
            RandomGenerator chance) {
        this.queue = queue;
        this.adjudications = adjudications;
        this.annotation = annotation;
        this.comparisons = comparisons;
        this.studies = studies;
        this.access = access;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
        this.chance = chance;
    }

    /** Whether the person asking adjudicates a study: a clinician who is an adjudicator of it, or leads it. */
    @Transactional(readOnly = true)
    @RolesAllowed({Role.Names.CLINICIAN, Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
    public boolean mayAdjudicate(StudyId study) {
        return current.has(Role.CLINICIAN) && access.mayAdjudicate(study);
    }

    /** The study, if the signed-in person may settle its disagreements or privacy reports; else empty. */
    @Transactional(readOnly = true)
    @RolesAllowed({Role.Names.CLINICIAN, Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
    public Optional<Study> find(StudyId study) {
        return studies.find(study).filter(found -> access.mayAdjudicate(found.id()));
    }

    /**
     * A study that the person asking adjudicates.
     *
     * @param waiting comparisons that they could be given now, counted up to {@link #COUNTED}
     */
    public record Waiting(Study study, int waiting) {}

    /** The studies that the person asking adjudicates, those where something waits first. */
    @Transactional(readOnly = true)
    public List<Waiting> mine() {
        PersonId person = current.id();
        Instant now = clock.instant();
        return studies.list().stream()
                .filter(study -> access.mayAdjudicate(study.id()))
                .map(study -> new Waiting(study, waiting(study, person, now)))
                .sorted(Comparator.comparing(found -> found.waiting() == 0))
                .toList();
    }

    private int waiting(Study study, PersonId person, Instant now) {
        return study.state() == Study.State.FROZEN
                ? 0
                : queue.waiting(study.id(), person, study.design().adjudicateBelow(), now, COUNTED);
    }

    /**
     * The comparison that the person holds, or the next one, which is claimed; empty when none waits or the study is
     * signed.
     */
    public Optional<Case> next(StudyId id) {
        access.requireAdjudicator(id);
        Study study = studies.find(id).orElseThrow();
        if (study.state() == Study.State.FROZEN) {
            return Optional.empty();
        }
        PersonId person = current.id();
        Instant now = clock.instant();
        Instant until = now.plus(LEASE);
        Optional<AdjudicationQueue.Lease> held =
                queue.held(id, person).flatMap(lease -> queue.claim(lease, person, now, until));
        for (int i = 0; i < TRIES && held.isEmpty(); i++) {
            Optional<AdjudicationQueue.Candidate> found =
                    queue.candidate(id, person, study.design().adjudicateBelow(), now);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            SideMap shown = SideMap.draw(found.get().responses(), chance);
            held = queue.claim(new AdjudicationQueue.Lease(found.get().comparison(), shown), person, now, until);
            held.ifPresent(lease -> annotation.stepAside(lease.comparison()));
        }
        return held.map(lease -> read(lease, study));
    }

    private Case read(AdjudicationQueue.Lease lease, Study study) {
        StoredComparison stored = comparisons.find(lease.comparison()).orElseThrow();
        Optional<AdjudicatorAnswer> blind = adjudications.blind(lease, current.id());
        return new Case(
                stored.id(),
                stored.study(),
                stored.prompt(),
                lease.shown().shown(stored.responses()),
                stored.language(),
                study.design().scale(),
                study.design().plainLinks(),
                blind.map(verdict -> adjudications.cause(stored.id())),
                blind,
                blind.isEmpty() ? List.of() : adjudications.votes(lease),
                blind.isEmpty() ? List.of() : adjudications.questions(stored.id()));
    }

    /**
     * Stores the blind verdict, given before seeing any vote. It cannot be changed.
     *
     * @throws BadInput when it is not what the study asks for, or somebody else has the comparison meanwhile
     */
    public void judgeBlind(ComparisonId comparison, AdjudicatorAnswer answer) {
        give(comparison, AdjudicationStage.BLIND, answer, "");
    }

    /**
     * Decides, after the blind verdict and with the votes in view.
     *
     * @throws BadInput without a reason, without a blind verdict, when it is not what the study asks for, or when another
     *     person has decided meanwhile
     */
    public void decide(ComparisonId comparison, AdjudicatorAnswer answer, String rationale) {
        if (rationale.isBlank()) {
            throw BadInput.coded("study.reason-needed", "a decision needs its reason in words");
        }
        StorableText.check("reason", rationale, LONGEST_REASON);
        String outcome = give(comparison, AdjudicationStage.DECISION, answer, rationale.strip());
        adjudications.settle(comparison, current.id(), outcome, clock.instant());
        queue.release(comparison);
    }

    private String give(ComparisonId comparison, AdjudicationStage stage, AdjudicatorAnswer answer, String rationale) {
        StoredComparison stored = comparisons.find(comparison).orElseThrow();
        access.requireAdjudicator(stored.study());
        answer.requireAsked(
                stored.responses().size(), open(stored.study()).design().scale());
        PersonId person = current.id();
        AdjudicationQueue.Lease lease = queue.held(comparison, person).orElseThrow(this::gone);
        if (stage == AdjudicationStage.DECISION
                && adjudications.blind(lease, person).isEmpty()) {
            throw BadInput.coded("adjudication.blind-first", "a decision comes after a blind verdict; give that first");
        }
        Cause cause = adjudications.cause(comparison);
        if (!adjudications.insert(stored.study(), lease, person, stage, answer, rationale, cause, clock.instant())) {
            throw gone();
        }
        String outcome = answer.outcome(lease.shown());
        audit.record(
                stage == AdjudicationStage.BLIND ? "adjudication.blind" : "adjudication.decide",
                comparison.toString(),
                rationale,
                Map.of("cause", cause.name(), "verdict", outcome));
        return outcome;
    }

    private BadInput gone() {
        return BadInput.coded("adjudication.gone", "somebody else has this comparison now; go on with the next one");
    }

    private Study open(StudyId id) {
        Study study = studies.find(id).orElseThrow();
        if (study.state() == Study.State.FROZEN) {
            throw BadInput.coded(
                    "study.frozen",
                    "study \"%s\" is signed and frozen; nothing is added to it".formatted(study.name()),
                    study.name());
        }
        return study;
    }
}
