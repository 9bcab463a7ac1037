package org.careloop.web.annotation;

import java.time.Clock;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StorableText;
import org.springframework.stereotype.Component;

/**
 * What a person can do with a comparison instead of judging it: skip it, escalate it, report it. Their draft is kept.
 */
@Component
class SkipsAndReports {
    private final PersonLock personLock;
    private final SlotRepository slots;
    private final DraftRepository drafts;
    private final EscalationRepository escalations;
    private final AuditLog audit;
    private final Clock clock;

    SkipsAndReports(
            PersonLock personLock,
            SlotRepository slots,
            DraftRepository drafts,
            EscalationRepository escalations,
            AuditLog audit,
            Clock clock) {
        this.personLock = personLock;
        this.slots = slots;
        this.drafts = drafts;
        this.escalations = escalations;
        this.audit = audit;
        this.clock = clock;
    }

    void skip(ComparisonId comparison, SkipReason reason, String note, PersonId person) {
        if (!SkipReason.OFFERED.contains(reason)) {
            throw BadInput.coded(
                    "answer.unfit",
                    "reason: given %s, expected one of %s; reload the page".formatted(reason, SkipReason.OFFERED),
                    "reason");
        }
        StorableText.check("note", note, AnswerRules.LONGEST_NOTE);
        passOn(comparison, reason, note, person);
        record(person, "comparison.skip", comparison, reason.name() + (note.isBlank() ? "" : ": " + note.strip()));
    }

    void escalate(ComparisonId comparison, String why, PersonId person) {
        if (why.isBlank()) {
            throw BadInput.coded(
                    "annotate.explanation-needed", "explanation: given none, expected what a colleague should look at");
        }
        StorableText.check("explanation", why, AnswerRules.LONGEST_NOTE);
        passOn(comparison, SkipReason.ESCALATED, "", person);
        escalations.raise(EscalationKind.ADJUDICATE, comparison, person, why.strip(), clock.instant());
        record(person, "comparison.escalate", comparison, why.strip());
    }

    /** An adjudicator sees the votes of a comparison, so they give none on it themselves. */
    void stepAside(ComparisonId comparison, PersonId person) {
        personLock.begin(person);
        slots.release(comparison, person);
        drafts.skip(comparison, person, SkipReason.ADJUDICATES, "", clock.instant());
        record(person, "comparison.step-aside", comparison, "");
    }

    /** Who leads a study and reads the votes on a comparison gives none on it, changes none, and does not decide it. */
    void seeVotes(ComparisonId comparison, PersonId person) {
        personLock.begin(person);
        slots.release(comparison, person);
        drafts.sawVotes(comparison, person, clock.instant());
        record(person, "comparison.step-aside", comparison, SkipReason.SAW_VOTES.name());
    }

    /** No explanation is demanded: it might have to repeat the very data that should not be there. */
    void reportPrivacy(ComparisonId comparison, String why, PersonId person) {
        StorableText.check("explanation", why, AnswerRules.LONGEST_NOTE);
        requireWithin(comparison, person);
        personLock.begin(person);
        // Locks the comparison first and its slots, this person's among them, afterwards: two reports at once would
        // else deadlock.
        escalations.hold(comparison);
        escalations.raise(EscalationKind.PRIVACY, comparison, person, why.strip(), clock.instant());
        drafts.skip(comparison, person, SkipReason.PRIVACY, "", clock.instant());
        record(person, "comparison.privacy", comparison, why.strip());
    }

    private void passOn(ComparisonId comparison, SkipReason reason, String note, PersonId person) {
        requireWithin(comparison, person);
        personLock.begin(person);
        slots.release(comparison, person);
        drafts.skip(comparison, person, reason, note.strip(), clock.instant());
    }

    private void requireWithin(ComparisonId comparison, PersonId person) {
        if (!escalations.isWithin(comparison, person)) {
            throw BadInput.coded(
                    "answer.not-yours",
                    "comparison %s: it is in no study that is open to you; reload the page".formatted(comparison));
        }
    }

    private void record(PersonId person, String action, ComparisonId comparison, String reason) {
        audit.recordWork(AuditLog.chainOf(person.value()), action, comparison.toString(), reason, Map.of());
    }
}
