package org.careloop.web.annotation;

import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Component;

/** In which of their studies a person works. */
@Component
class StudyChoice {
    private final PersonLock personLock;
    private final StudyChoiceRepository choices;
    private final SlotRepository slots;
    private final AuditLog audit;

    StudyChoice(PersonLock personLock, StudyChoiceRepository choices, SlotRepository slots, AuditLog audit) {
        this.personLock = personLock;
        this.choices = choices;
        this.slots = slots;
        this.audit = audit;
    }

    List<OwnStudy> studies(PersonId person) {
        return choices.withWork(person);
    }

    /**
     * What the person holds of other studies goes back; drafts of it are kept. Where no other study has work there is nothing
     * to choose, and the person is asked again once one has.
     */
    void choose(StudyId study, PersonId person) {
        personLock.begin(person);
        List<OwnStudy> own = choices.withWork(person);
        if (own.stream().noneMatch(each -> each.id().equals(study))) {
            throw BadInput.coded("annotate.study-over", "study %s: nothing in it is open to you".formatted(study));
        }
        own.stream()
                .map(OwnStudy::id)
                .filter(id -> !id.equals(study))
                .forEach(other -> slots.releaseAll(other, person));
        if (own.size() > 1) {
            choices.choose(person, study);
        } else {
            choices.forget(person);
        }
        audit.recordWork(AuditLog.chainOf(person.value()), "study.choose", study.toString(), "", Map.of());
    }
}
