package org.careloop.web.study;

import com.vaadin.flow.server.VaadinSession;
import java.util.Optional;

/**
 * The study that a person looks at. It is kept while they are signed in, so that pages that name no study, such as the list
 * of runs, lead back to it.
 */
public final class StudyInView {
    private StudyInView() {}

    public static void keep(StudyId study) {
        VaadinSession.getCurrent().setAttribute(StudyId.class, study);
    }

    /** Empty where none was looked at yet. It may be gone meanwhile, or closed to the person. */
    public static Optional<StudyId> kept() {
        return Optional.ofNullable(VaadinSession.getCurrent().getAttribute(StudyId.class));
    }
}
