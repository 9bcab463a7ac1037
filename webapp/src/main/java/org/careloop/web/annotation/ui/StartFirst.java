package org.careloop.web.annotation.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;

/** Leads whoever comes to judge to the page before the first pair, where that is due. A change of an own judgement is not. */
@SpringComponent
class StartFirst implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;

    private final transient AnnotationService service;
    private final transient CurrentPerson person;

    StartFirst(AnnotationService service, CurrentPerson person) {
        this.service = service;
        this.person = person;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(start -> start.getUI().addBeforeEnterListener(this::entering));
    }

    private void entering(BeforeEnterEvent event) {
        boolean toJudge = event.getNavigationTarget() == AnnotateView.class
                && event.getLocation()
                        .getQueryParameters()
                        .getSingleParameter(AnnotateView.CHANGE)
                        .isEmpty();
        if (toJudge && person.has(Role.CLINICIAN) && StartView.comesFirst(service.studies())) {
            event.forwardTo(StartView.class);
        }
    }
}
