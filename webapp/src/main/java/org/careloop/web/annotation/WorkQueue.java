package org.careloop.web.annotation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyDesign;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Chooses what a person is handed next: a comparison that waits for a vote or, at the rates of the study's design, one
 * with a known answer or one that the person judged before.
 */
@Component
class WorkQueue {
    private final QueueRepository queue;
    private final CheckRepository checks;
    private final SlotRepository slots;
    private final StudyChoiceRepository choices;
    private final Clock clock;
    private final RandomGenerator chance;
    private final Duration lease;

    WorkQueue(
            QueueRepository queue,
            CheckRepository checks,
            SlotRepository slots,
            StudyChoiceRepository choices,
            Clock clock,
            RandomGenerator chance,
            Duration lease) {
        this.queue = queue;
        this.checks = checks;
        this.slots = slots;
        this.choices = choices;
        this.clock = clock;
        this.chance = chance;
        this.lease = lease;
    }

    @Transactional
    NextPair next(PersonId person) {
        List<OpenStudy> open = queue.openAlone(person);
        UUID[] studies = open.stream().map(study -> study.id().value()).toArray(UUID[]::new);
        for (OpenStudy study : open) {
            drawCheck(person, studies, study);
            Optional<QueueRepository.Claimed> claimed = claim(person, studies, study);
            if (claimed.isPresent() && isLeftOver(claimed.get(), open)) {
                slots.release(claimed.get().comparison(), person);
                claimed = claim(person, studies, study);
            }
            if (claimed.isPresent()) {
                return new NextPair.Work(pair(claimed.get(), open));
            }
        }
        return nothing(person);
    }

    /**
     * A drawn check is leased to the person and so is what is claimed next. None is drawn while the person holds a
     * pair.
     */
    private void drawCheck(PersonId person, UUID[] studies, OpenStudy study) {
        if (study.pilot() || study.goldRate() + study.repeatRate() == 0) {
            return;
        }
        double drawn = chance.nextDouble();
        Instant until = clock.instant().plus(lease);
        if (drawn < study.goldRate()) {
            checks.drawGold(person, studies, study, chance.nextBoolean(), chance.nextLong(), until);
        } else if (drawn < study.goldRate() + study.repeatRate()) {
            checks.drawRepeat(person, studies, study, chance.nextInt(CheckRepository.SPREAD), until);
        }
    }

    private Optional<QueueRepository.Claimed> claim(PersonId person, UUID[] studies, OpenStudy study) {
        Instant now = clock.instant();
        Instant until = now.plus(lease);
        boolean aOnLeft = chance.nextBoolean();
        Optional<QueueRepository.Claimed> claimed =
                queue.claim(person, studies, study, study.reached(), aOnLeft, now, until);
        return claimed.isPresent() || study.reached() == 0
                ? claimed
                : queue.claim(person, studies, study, 0, aOnLeft, now, until);
    }

    /** Whether the pair in hand is of a pilot that is over meanwhile. */
    private static boolean isLeftOver(QueueRepository.Claimed claimed, List<OpenStudy> open) {
        return claimed.pilot() != study(claimed, open).pilot();
    }

    private static OpenStudy study(QueueRepository.Claimed claimed, List<OpenStudy> open) {
        return open.stream()
                .filter(candidate -> candidate.id().equals(claimed.study()))
                .findFirst()
                .orElseThrow();
    }

    private Pair pair(QueueRepository.Claimed claimed, List<OpenStudy> open) {
        OpenStudy study = study(claimed, open);
        SideMap shown = claimed.shown() == null ? drawOrder(claimed) : claimed.shown();
        StudyDesign design = StudyDesign.read(study.design());
        return new Pair(
                claimed.comparison(),
                claimed.ordinal(),
                study.id(),
                study.name(),
                claimed.prompt(),
                shown.shown(claimed.responses()),
                shown,
                claimed.language(),
                design,
                study.designVersion(),
                claimed.draft()
                        .map(opinion -> opinion.on(shown).askedBy(design))
                        .orElse(Answer.NONE));
    }

    private SideMap drawOrder(QueueRepository.Claimed claimed) {
        SideMap shown = SideMap.draw(claimed.responses().size(), chance);
        slots.show(claimed.comparison(), claimed.ordinal(), shown);
        return shown;
    }

    private NextPair nothing(PersonId person) {
        Optional<Instant> comesBack = queue.nextReturn(person);
        NextPair.Reason reason;
        if (choices.isOtherWorkLeft(person)) {
            reason = NextPair.Reason.OTHER_STUDY;
        } else if (comesBack.isPresent()) {
            reason = NextPair.Reason.WITH_COLLEAGUES;
        } else if (queue.somethingForOthers(person)) {
            reason = NextPair.Reason.NOT_FOR_ME;
        } else {
            reason = queue.anyComparison(person) ? NextPair.Reason.ALL_DONE : NextPair.Reason.NO_STUDY;
        }
        return new NextPair.Nothing(reason, comesBack);
    }
}
