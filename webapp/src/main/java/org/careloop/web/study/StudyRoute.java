package org.careloop.web.study;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import java.util.Optional;

/** The study that the address of a page names. */
public final class StudyRoute {
    private StudyRoute() {}

    /**
     * The study of a page below {@code study/:study}. Where there is none, or it is not the person's to see, the page for
     * unknown addresses is shown instead, and the result is empty. It is the study in view from then on.
     */
    public static Optional<Study> study(BeforeEnterEvent event, StudyService studies) {
        Optional<Study> study =
                event.getRouteParameters().get("study").flatMap(StudyId::parse).flatMap(studies::find);
        if (study.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
        }
        study.map(Study::id).ifPresent(StudyInView::keep);
        return study;
    }
}
