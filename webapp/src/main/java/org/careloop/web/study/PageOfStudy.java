package org.careloop.web.study;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AccessAnnotationChecker;
import java.util.Locale;

/** The pages of one study, in the order of the navigation. The address is {@code study/<id>} and the name in lower case. */
public enum PageOfStudy {
    OVERVIEW,
    DESIGN,
    PEOPLE,
    COMPARISONS,
    AGREEMENT,
    VERDICT,
    ADJUDICATION,
    EXPORT,
    SIGNATURE,
    WEBHOOKS;

    /** Whether a study of this kind has the page: a verdict compares two models. */
    public boolean isOf(StudyKind kind) {
        return this != VERDICT || kind == StudyKind.COMPARISON;
    }

    /** The address of this page, without a leading slash. */
    public String address(StudyId study) {
        return this == OVERVIEW ? "study/" + study : "study/%s/%s".formatted(study, label());
    }

    /** What translates the page's name. */
    public String key() {
        return "study.page." + label();
    }

    /** Whether the person whose request this is may open the page. */
    public boolean isOpen(StudyId study) {
        VaadinRequest request = VaadinRequest.getCurrent();
        return RouteConfiguration.forApplicationScope()
                .getRoute(address(study))
                .filter(view -> isOpen(view, request))
                .isPresent();
    }

    private static boolean isOpen(Class<? extends Component> view, VaadinRequest request) {
        return request != null
                && new AccessAnnotationChecker().hasAccess(view, request.getUserPrincipal(), request::isUserInRole);
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
