package org.careloop.web.study;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AccessAnnotationChecker;
import java.util.Locale;

/**
 * Tabs of the pages of one study. Pages that the person may not open are left out.
 *
 * <p>A page of a study adds it first below its heading: {@code add(new StudyTabs(study, StudyTabs.Tab.DESIGN))}.
 */
public class StudyTabs extends Nav {
    private static final long serialVersionUID = 1L;

    /** The pages, in order; the address is {@code study/<id>} and the name in lower case. */
    public enum Tab {
        OVERVIEW,
        DESIGN,
        PEOPLE,
        COMPARISONS,
        AGREEMENT,
        ADJUDICATION,
        EXPORT,
        SIGNATURE,
        WEBHOOKS;

        /** The address of this page, without a leading slash. */
        public String address(StudyId study) {
            return this == OVERVIEW ? "study/" + study : "study/%s/%s".formatted(study, label());
        }

        /** What translates the page's name. */
        public String key() {
            return "study.tab." + label();
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public StudyTabs(StudyId study, Tab current) {
        addClassName("study-tabs");
        getElement().setAttribute("aria-label", getTranslation("study.tabs"));
        for (Tab tab : Tab.values()) {
            if (tab == current || isOpen(tab.address(study))) {
                Anchor link = new Anchor(tab.address(study), getTranslation(tab.key()));
                if (tab == current) {
                    link.getElement().setAttribute("aria-current", "page");
                }
                add(link);
            }
        }
    }

    private static boolean isOpen(String address) {
        VaadinRequest request = VaadinRequest.getCurrent();
        return RouteConfiguration.forApplicationScope()
                .getRoute(address)
                .filter(view -> request != null
                        && new AccessAnnotationChecker()
                                .hasAccess(view, request.getUserPrincipal(), request::isUserInRole))
                .isPresent();
    }
}
