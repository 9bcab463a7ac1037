package org.careloop.web.annotation;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
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
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands out pairs and takes answers, for the signed-in person. When a method returns, what it did is committed.
 *
 * <p>A comparison has as many slots as its study asks for votes. A pair is handed out by leasing a slot; a judgement fills
 * it. So there is never one vote more than asked for, whatever happens at once.
 */
@Service
@RolesAllowed(Role.Names.CLINICIAN)
@Transactional
public class AnnotationService {
    private static final int WEEKS_SHOWN = 12;

    private final WorkQueue queue;
    private final StudyChoice choice;
    private final QueueRepository waiting;
    private final Judging judging;
    private final SkipsAndReports skipsAndReports;
    private final SlotRepository slots;
    private final JudgementRepository judgements;
    private final OwnWorkRepository work;
    private final ComparisonRepository comparisons;
    private final StudyRepository studies;
    private final CurrentPerson current;
    private final Clock clock;
    private final FairGate gate;

    AnnotationService(
            WorkQueue queue,
            StudyChoice choice,
            QueueRepository waiting,
            Judging judging,
            SkipsAndReports skipsAndReports,
            SlotRepository slots,
            JudgementRepository judgements,
            OwnWorkRepository work,
            ComparisonRepository comparisons,
            StudyRepository studies,
            CurrentPerson current,
            Clock clock,
            FairGate gate) {
        this.queue = queue;
        this.choice = choice;
        this.waiting = waiting;
        this.judging = judging;
        this.skipsAndReports = skipsAndReports;
        this.slots = slots;
        this.judgements = judgements;
        this.work = work;
        this.comparisons = comparisons;
        this.studies = studies;
        this.current = current;
        this.clock = clock;
        this.gate = gate;
    }

    /**
     * The pair that the person holds, else the next open one, else why there is none. Waits behind the
     * {@link FairGate}.
     */
    @Transactional(propagation = Propagation.NEVER)
    public NextPair next() {
        return gate.take(() -> queue.next(current.id()));
    }

    /** The studies that have something for the person to judge, the oldest first. */
    @Transactional(readOnly = true)
    public List<OwnStudy> studies() {
        return choice.studies(current.id());
    }

    /**
     * Hands out comparisons of one study from now on.
     *
     * @throws BadInput when nothing in it is open to the person
     */
    public void choose(StudyId study) {
        choice.choose(study, current.id());
    }

    /**
     * Stores an answer to the pair that the person holds. The same submission again changes nothing and is
     * {@code STORED} too. An answer that comes after its lease ran out still counts while a slot is open. Waits behind
     * the {@link FairGate}.
     *
     * @throws BadInput when a text is too long or cannot be stored, or the study does not ask for such an answer
     */
    @Transactional(propagation = Propagation.NEVER)
    public Outcome submit(Submission submission) {
        return gate.take(() -> judging.submit(submission, current.id()));
    }

    /**
     * Adds a revision to the person's own judgement of a comparison; the earlier ones stay.
     *
     * @param note why, in the person's own words; may be empty
     * @throws BadInput as {@link #submit} does
     */
    public Outcome revise(Submission submission, RevisionReason reason, String note) {
        return judging.revise(submission, reason, note, current.id());
    }

    /**
     * Passes a comparison on; it never comes back to this person.
     *
     * @param note why, in the person's own words; may be empty
     * @throws BadInput when the note cannot be stored, or the comparison is none of the person's studies
     */
    public void skip(ComparisonId comparison, SkipReason reason, String note) {
        skipsAndReports.skip(comparison, reason, note, current.id());
    }

    /**
     * Passes a comparison on to an adjudicator. Colleagues go on voting on it.
     *
     * @throws BadInput when nothing is explained, or the comparison is none of the person's studies
     */
    public void escalate(ComparisonId comparison, String why) {
        skipsAndReports.escalate(comparison, why, current.id());
    }

    /** Leaves a comparison to the person as its adjudicator: it is not handed to them for a vote, neither now nor later. */
    public void stepAside(ComparisonId comparison) {
        skipsAndReports.stepAside(comparison, current.id());
    }

    /**
     * The person is about to read the votes on a comparison: it is not handed to them any more, and a vote of their own on
     * it stays as it is. The caller must have checked that the person runs the study.
     */
    public void seeVotes(ComparisonId comparison) {
        skipsAndReports.seeVotes(comparison, current.id());
    }

    /**
     * Reports that a comparison shows what it must not. From now on nobody is handed it, until {@link PrivacyService}
     * settles the report.
     *
     * @param why in the person's own words; may be empty
     * @throws BadInput when the words cannot be stored, or the comparison is none of the person's studies
     */
    public void reportPrivacy(ComparisonId comparison, String why) {
        skipsAndReports.reportPrivacy(comparison, why, current.id());
    }

    /**
     * Keeps an answer as far as it was given, and the lease with it. It comes back with the pair on any device, also after
     * the lease ran out or the study was closed.
     *
     * @param shown the side map that the person sees
     * @return whether it is kept; not when the person has judged the comparison meanwhile, in another window perhaps
     * @throws BadInput when a text is too long or cannot be stored
     */
    public boolean saveDraft(ComparisonId comparison, SideMap shown, Answer answer) {
        return judging.saveDraft(comparison, shown, answer, current.id());
    }

    /** Keeps a person's lease alive while they read. */
    public void stillHere(ComparisonId comparison) {
        judging.stillHere(comparison, current.id());
    }

    /** The person's latest judgement, to look at again or to change; empty where there is none or it takes no change. */
    @Transactional(readOnly = true)
    public Optional<LastJudgement> last() {
        return judgements.last(current.id()).flatMap(this::asShown);
    }

    /** The person's judgement of one comparison; empty where there is none or it takes no change. */
    @Transactional(readOnly = true)
    public Optional<LastJudgement> own(ComparisonId comparison) {
        return judgements.own(comparison, current.id()).stream().findFirst().flatMap(this::asShown);
    }

    /** The person's judgements, the latest first. */
    @Transactional(readOnly = true)
    public List<OwnJudgement> ownJudgements(int offset, int limit) {
        return work.page(current.id(), offset, limit);
    }

    /** How many comparisons the person judged today, and how many wait. */
    @Transactional(readOnly = true)
    public DayProgress progress(ZoneId zone) {
        PersonId person = current.id();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        OwnWork.Day day =
                work.days(person, today, zone).stream().findFirst().orElse(new OwnWork.Day(today, 0, Duration.ZERO));
        return new DayProgress(day.judged(), waiting.waiting(person, DayProgress.COUNTED), day.active());
    }

    /** What the person has done so far; weeks begin on Monday, days at midnight of the zone. */
    @Transactional(readOnly = true)
    public OwnWork ownWork(ZoneId zone) {
        PersonId person = current.id();
        LocalDate monday =
                LocalDate.ofInstant(clock.instant(), zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<OwnWork.Day> days = work.days(person, monday.minusWeeks(WEEKS_SHOWN - 1L), zone);
        int thisWeek = days.stream()
                .filter(day -> !day.day().isBefore(monday))
                .mapToInt(OwnWork.Day::judged)
                .sum();
        OwnWorkRepository.Total total = work.total(person);
        OwnWorkRepository.Repeats repeats = work.repeats(person);
        return new OwnWork(total.judged(), thisWeek, total.active(), days, repeats.all(), repeats.same());
    }

    private Optional<LastJudgement> asShown(JudgementRepository.Judged judged) {
        if (slots.refusal(judged.comparison(), current.id()).isPresent()) {
            return Optional.empty();
        }
        StoredComparison comparison = comparisons.find(judged.comparison()).orElseThrow();
        Study study = studies.find(comparison.study()).orElseThrow();
        Answer answer = judged.opinion().on(judged.shown());
        Pair pair = new Pair(
                comparison.id(),
                judged.ordinal(),
                study.id(),
                study.name(),
                comparison.prompt(),
                judged.shown().shown(comparison.responses()),
                judged.shown(),
                comparison.language(),
                study.design(),
                study.designVersion(),
                answer.askedBy(study.design()));
        return Optional.of(new LastJudgement(pair, answer));
    }
}
