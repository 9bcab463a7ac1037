package org.careloop.web.annotation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StorableText;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores submitted answers: in the slot that the person holds, or as a revision of an earlier judgement. What cannot be
 * stored is kept as a draft.
 */
@Component
class Judging {
    private final PersonLock personLock;
    private final SlotRepository slots;
    private final JudgementRepository judgements;
    private final DraftRepository drafts;
    private final ComparisonRepository comparisons;
    private final StudyRepository studies;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration lease;

    Judging(
            PersonLock personLock,
            SlotRepository slots,
            JudgementRepository judgements,
            DraftRepository drafts,
            ComparisonRepository comparisons,
            StudyRepository studies,
            AuditLog audit,
            Clock clock,
            Duration lease) {
        this.personLock = personLock;
        this.slots = slots;
        this.judgements = judgements;
        this.drafts = drafts;
        this.comparisons = comparisons;
        this.studies = studies;
        this.audit = audit;
        this.clock = clock;
        this.lease = lease;
    }

    // The submitting window may have been opened before the present lease; the sides that it showed are the ones that
    // count.
    @Transactional
    Outcome submit(Submission submission, PersonId person) {
        AnswerRules.requireStorable(submission.answer(), submission.shown());
        Optional<SlotRepository.Held> held = slots.held(submission.comparison(), person, submission.designVersion());
        return held.isPresent() ? fill(submission, held.get(), person) : submitLate(submission, person);
    }

    /** Takes another slot for an answer whose own lease ran out; the pair in hand, if any, is given back first. */
    private Outcome submitLate(Submission submission, PersonId person) {
        if (judgements.isStored(submission.key(), person)) {
            return Outcome.STORED;
        }
        ComparisonId comparison = submission.comparison();
        if (!judgements.own(comparison, person).isEmpty()) {
            return Outcome.JUDGED_ALREADY;
        }
        StudyId study = comparisons.find(comparison).orElseThrow().study();
        Instant now = clock.instant();
        slots.releaseAll(study, person);
        slots.claimOn(comparison, person, submission.shown(), now, now.plus(lease));
        return slots.held(comparison, person, submission.designVersion())
                .map(held -> fill(submission, held, person))
                .orElseGet(() -> keep(
                        submission, person, slots.refusal(comparison, person).orElse(Outcome.NO_LONGER_NEEDED)));
    }

    private Outcome fill(Submission submission, SlotRepository.Held held, PersonId person) {
        if (!held.isOpen()) {
            boolean another = held.state() == Study.State.PILOT || held.state() == Study.State.COLLECTING;
            return keep(submission, person, another ? Outcome.NO_LONGER_NEEDED : Outcome.STUDY_CLOSED);
        }
        if (!new AnswerRules(held.design(), held.responses())
                .gaps(submission.answer())
                .isEmpty()) {
            return keep(submission, person, Outcome.INCOMPLETE);
        }
        store(submission, held.ordinal(), person, 1, "", "");
        audit.recordWork(
                AuditLog.chainOf(person.value()),
                "judgement.submit",
                submission.comparison().toString(),
                "",
                Map.of("slot", held.ordinal()));
        return Outcome.STORED;
    }

    Outcome revise(Submission submission, RevisionReason reason, String note, PersonId person) {
        AnswerRules.requireStorable(submission.answer(), submission.shown());
        StorableText.check("note", note, AnswerRules.LONGEST_NOTE);
        personLock.begin(person);
        if (judgements.isStored(submission.key(), person)) {
            return Outcome.STORED;
        }
        List<JudgementRepository.Judged> own = judgements.own(submission.comparison(), person);
        // Of a comparison that was repeated there are two.
        JudgementRepository.Judged before = own.stream()
                .filter(judged -> judged.ordinal() == submission.ordinal())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no judgement of this person to revise"));
        Optional<Outcome> refusal = slots.refusal(submission.comparison(), person);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        StoredComparison comparison = comparisons.find(submission.comparison()).orElseThrow();
        StudyDesign design = studies.design(comparison.study(), submission.designVersion());
        AnswerRules rules = new AnswerRules(design, comparison.responses().size());
        if (!rules.gaps(submission.answer()).isEmpty()) {
            return Outcome.INCOMPLETE;
        }
        int revision = before.revision() + 1;
        store(submission, before.ordinal(), person, revision, reason.name(), note);
        audit.recordWork(
                AuditLog.chainOf(person.value()),
                "judgement.revise",
                submission.comparison().toString(),
                reason.name() + (note.isBlank() ? "" : ": " + note.strip()),
                Map.of("slot", before.ordinal(), "revision", revision));
        return Outcome.STORED;
    }

    private void store(Submission submission, int ordinal, PersonId person, int revision, String reason, String note) {
        judgements.insert(
                new JudgementRepository.Added(
                        submission.key(),
                        submission.comparison(),
                        ordinal,
                        person,
                        revision,
                        submission.designVersion(),
                        submission.shown(),
                        opinion(submission),
                        reason,
                        note.strip(),
                        submission.activeMillis()),
                clock.instant());
    }

    /** Flags are stored with the position of their quote in the response's text. */
    private Opinion opinion(Submission submission) {
        Answer answer = submission.answer();
        Opinion opinion = Opinion.of(answer, submission.shown());
        return answer.flags().isEmpty()
                ? opinion
                : opinion.placed(
                        comparisons.find(submission.comparison()).orElseThrow().responses());
    }

    private Outcome keep(Submission submission, PersonId person, Outcome outcome) {
        keepDraft(submission.comparison(), submission.shown(), submission.answer(), person);
        return outcome;
    }

    boolean saveDraft(ComparisonId comparison, SideMap shown, Answer answer, PersonId person) {
        AnswerRules.requireStorable(answer, shown);
        return keepDraft(comparison, shown, answer, person);
    }

    private boolean keepDraft(ComparisonId comparison, SideMap shown, Answer answer, PersonId person) {
        Instant now = clock.instant();
        Instant until = now.plus(lease);
        if (answer.isEmpty()) {
            slots.renew(comparison, person, until);
            drafts.delete(comparison, person);
            return true;
        }
        return drafts.save(comparison, person, Opinion.of(answer, shown), now, until);
    }

    void stillHere(ComparisonId comparison, PersonId person) {
        slots.renew(comparison, person, clock.instant().plus(lease));
    }
}
