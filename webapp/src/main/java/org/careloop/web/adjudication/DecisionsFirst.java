package org.careloop.web.adjudication;

import java.util.List;
import java.util.Optional;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.FirstPage;
import org.careloop.web.study.PageOfStudy;
import org.springframework.stereotype.Component;

/** Somebody with nothing to annotate whose decision is waited for begins there; where only one study waits, in that study. */
@Component
class DecisionsFirst implements FirstPage {
    private final AdjudicationService adjudication;
    private final AnnotationService annotation;
    private final CurrentPerson person;

    DecisionsFirst(AdjudicationService adjudication, AnnotationService annotation, CurrentPerson person) {
        this.adjudication = adjudication;
        this.annotation = annotation;
        this.person = person;
    }

    @Override
    public Optional<String> address() {
        return person.has(Role.CLINICIAN) && annotation.studies().isEmpty() ? waiting() : Optional.empty();
    }

    private Optional<String> waiting() {
        List<AdjudicationService.Waiting> waiting = adjudication.mine().stream()
                .filter(study -> study.waiting() > 0)
                .toList();
        return switch (waiting.size()) {
            case 0 -> Optional.empty();
            case 1 ->
                Optional.of(PageOfStudy.ADJUDICATION.address(
                        waiting.getFirst().study().id()));
            default -> Optional.of(AdjudicateView.ADDRESS);
        };
    }
}
