package org.careloop.web.adjudication;

import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.WaitingWork;
import org.careloop.web.study.PageOfStudy;
import org.springframework.stereotype.Component;

/** The comparisons that wait for the signed-in person's decision, of all studies. */
@Component
class WaitingAdjudications implements WaitingWork {
    private final AdjudicationService service;
    private final CurrentPerson person;

    WaitingAdjudications(AdjudicationService service, CurrentPerson person) {
        this.service = service;
        this.person = person;
    }

    @Override
    public String address() {
        return AdjudicateView.ADDRESS;
    }

    @Override
    public String label() {
        return "study.page.adjudication";
    }

    @Override
    public boolean isDoneAt(String address) {
        return service.mine().stream()
                .anyMatch(each -> address.equals(
                        PageOfStudy.ADJUDICATION.address(each.study().id())));
    }

    @Override
    public long count() {
        return person.has(Role.CLINICIAN)
                ? service.mine().stream()
                        .mapToLong(AdjudicationService.Waiting::waiting)
                        .sum()
                : 0;
    }

    @Override
    public long most() {
        return AdjudicationService.COUNTED;
    }
}
