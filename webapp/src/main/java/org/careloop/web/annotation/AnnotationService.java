package org.careloop.web.annotation;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands out pairs and takes verdicts, for the signed-in person. When a method returns, what it did is committed.
 *
 * <p>A comparison has as many slots as its study asks for votes. A pair is handed out by leasing a slot; a verdict fills
 * it. So there is never one vote more than asked for, whatever happens at once.
 */
@Service
@RolesAllowed(Role.Names.CLINICIAN)
@Transactional
public class AnnotationService {
    private static final int COUNTED = 1000;

    private final SlotRepository slots;
    private final JudgementRepository judgements;
    private final ComparisonRepository comparisons;
    private final StudyRepository studies;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;
    private final RandomGenerator sides;
    private final Duration lease;

    AnnotationService(
            SlotRepository slots,
            JudgementRepository judgements,
            ComparisonRepository comparisons,
            StudyRepository studies,
            CurrentPerson current,
            AuditLog audit,
            Clock clock,
            RandomGenerator sides,
            Duration lease) {
        this.slots = slots;
        this.judgements = judgements;
        this.comparisons = comparisons;
        this.studies = studies;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
        this.sides = sides;
        this.lease = lease;
    }

    /** The pair in hand, else the next open one, else why there is none. */
    public NextPair next() {
        PersonId person = current.id();
        slots.lockPerson(person);
        List<StudyId> collecting = slots.collecting();
        Instant now = clock.instant();
        for (StudyId study : collecting) {
            Optional<Slot> slot = slots.renewOwn(study, person, now.plus(lease));
            if (slot.isPresent()) {
                return work(slot.get(), person);
            }
        }
        for (StudyId study : collecting) {
            Optional<Slot> slot = slots.claimNext(study, person, sides.nextBoolean(), now, now.plus(lease));
            if (slot.isPresent()) {
                return work(slot.get(), person);
            }
        }
        return nothing(person, collecting);
    }

    private NextPair work(Slot slot, PersonId person) {
        return new NextPair.Work(pair(slot, judgements.draft(slot.comparison(), person)));
    }

    private NextPair nothing(PersonId person, List<StudyId> collecting) {
        Optional<Instant> comesBack = slots.nextReturn(person);
        if (comesBack.isPresent()) {
            return new NextPair.Nothing(NextPair.Reason.WITH_COLLEAGUES, comesBack);
        }
        boolean anything = collecting.stream().anyMatch(study -> comparisons.count(study) > 0);
        return new NextPair.Nothing(anything ? NextPair.Reason.ALL_DONE : NextPair.Reason.NO_STUDY, Optional.empty());
    }

    /**
     * Stores a verdict on the pair in hand. The same submission again changes nothing and is {@code STORED} too. A verdict
     * that comes after its lease ran out still counts while a slot is open.
     */
    public Outcome submit(Submission submission) {
        PersonId person = current.id();
        slots.lockPerson(person);
        if (judgements.isStored(submission.key(), person)) {
            return Outcome.STORED;
        }
        if (slots.filled(submission.comparison(), person).isPresent()) {
            return Outcome.JUDGED_ALREADY;
        }
        if (!isCollecting(submission.comparison())) {
            keep(submission, person);
            return Outcome.STUDY_CLOSED;
        }
        // The window that speaks may be older than the lease: what it showed is what was judged.
        Optional<Slot> slot = slots.held(submission.comparison(), person)
                .map(held -> new Slot(held.comparison(), held.ordinal(), submission.aOnLeft()))
                .or(() -> claimLate(submission, person));
        if (slot.isEmpty()) {
            keep(submission, person);
            return Outcome.NO_LONGER_NEEDED;
        }
        store(submission, slot.get(), person);
        return Outcome.STORED;
    }

    /** Takes another slot for a verdict whose own lease ran out; the pair in hand, if any, is given back first. */
    private Optional<Slot> claimLate(Submission submission, PersonId person) {
        StoredComparison comparison = comparisons.find(submission.comparison()).orElseThrow();
        Instant now = clock.instant();
        slots.releaseAll(comparison.study(), person);
        return slots.claimOn(comparison.id(), person, submission.aOnLeft(), now, now.plus(lease));
    }

    private void store(Submission submission, Slot slot, PersonId person) {
        slots.fill(slot, person);
        judgements.insert(submission, slot, person, 1, null, clock.instant());
        judgements.deleteDraft(slot.comparison(), person);
        audit.record("judgement.submit", slot.comparison().toString(), Map.of("slot", slot.ordinal()));
    }

    /** The person's latest verdict, to look at again or to change; empty where there is none or its study is closed. */
    @Transactional(readOnly = true)
    public Optional<LastJudgement> last() {
        PersonId person = current.id();
        return judgements.last(person).map(judged -> {
            Slot slot = new Slot(judged.comparison(), judged.ordinal(), judged.aOnLeft());
            return new LastJudgement(
                    pair(slot, judged.rationale()), SideVerdict.onScreen(judged.verdict(), judged.aOnLeft()));
        });
    }

    /** Adds a revision to the person's own judgement of a comparison; the earlier ones stay. */
    public Outcome revise(Submission submission, RevisionReason reason) {
        PersonId person = current.id();
        slots.lockPerson(person);
        if (judgements.isStored(submission.key(), person)) {
            return Outcome.STORED;
        }
        if (!isCollecting(submission.comparison())) {
            keep(submission, person);
            return Outcome.STUDY_CLOSED;
        }
        Slot filled = slots.filled(submission.comparison(), person)
                .orElseThrow(() -> new IllegalStateException("no judgement of this person to revise"));
        JudgementRepository.Judged before = judgements.current(filled).orElseThrow();
        Slot slot = new Slot(filled.comparison(), filled.ordinal(), before.aOnLeft());
        judgements.insert(submission, slot, person, before.revision() + 1, reason.name(), clock.instant());
        judgements.deleteDraft(slot.comparison(), person);
        audit.record(
                "judgement.revise",
                slot.comparison().toString(),
                Map.of("slot", slot.ordinal(), "revision", before.revision() + 1, "reason", reason.name()));
        return Outcome.STORED;
    }

    /** Passes a comparison on; it never comes back to this person. */
    public void skip(ComparisonId comparison, SkipReason reason) {
        PersonId person = current.id();
        slots.lockPerson(person);
        slots.release(comparison, person);
        judgements.skip(comparison, person, reason, clock.instant());
        audit.record("comparison.skip", comparison.toString(), Map.of("reason", reason.name()));
    }

    /** Keeps what was typed so far, and the lease with it. */
    public void saveDraft(ComparisonId comparison, String rationale) {
        PersonId person = current.id();
        slots.lockPerson(person);
        Instant now = clock.instant();
        slots.renew(comparison, person, now.plus(lease));
        if (rationale.isBlank()) {
            judgements.deleteDraft(comparison, person);
        } else {
            judgements.saveDraft(comparison, person, rationale, now);
        }
    }

    /** Keeps a person's lease alive while they read. */
    public void stillHere(ComparisonId comparison) {
        slots.renew(comparison, current.id(), clock.instant().plus(lease));
    }

    /** How the person's day stands. */
    @Transactional(readOnly = true)
    public Progress progress(ZoneId zone) {
        PersonId person = current.id();
        Instant midnight =
                LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
        return new Progress(judgements.countSince(person, midnight), slots.waitingFor(person, COUNTED));
    }

    /** The guidelines of a study, in Markdown; empty where there are none. */
    @Transactional(readOnly = true)
    public String guidelines(StudyId study) {
        return studies.find(study).map(Study::guidelines).orElse("");
    }

    private boolean isCollecting(ComparisonId id) {
        return comparisons.find(id).flatMap(c -> studies.find(c.study())).stream()
                .anyMatch(Study::isCollecting);
    }

    private void keep(Submission submission, PersonId person) {
        if (!submission.rationale().isEmpty()) {
            judgements.saveDraft(submission.comparison(), person, submission.rationale(), clock.instant());
        }
    }

    private Pair pair(Slot slot, String draft) {
        StoredComparison comparison = comparisons.find(slot.comparison()).orElseThrow();
        Study study = studies.find(comparison.study()).orElseThrow();
        return new Pair(
                comparison.id(),
                study.id(),
                study.name(),
                comparison.prompt(),
                slot.aOnLeft() ? comparison.a() : comparison.b(),
                slot.aOnLeft() ? comparison.b() : comparison.a(),
                slot.aOnLeft(),
                comparison.language(),
                draft);
    }
}
