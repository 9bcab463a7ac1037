package org.careloop.web.people.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.FirstPage;
import org.careloop.web.shell.MainLayout;

/**
 * Leads everybody to where their work is: a page on which somebody waits for them, or the first page of the navigation that
 * they may open, from the section of their role on. Engineers may open a study and administrators too, but neither works there.
 */
@Route(value = "", autoLayout = false)
@PermitAll
class HomeView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient CurrentPerson person;
    private final transient List<FirstPage> firstPages;

    HomeView(CurrentPerson person, List<FirstPage> firstPages) {
        this.person = person;
        this.firstPages = firstPages;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        List<MenuEntry> entries = MenuConfiguration.getMenuEntries(event.getUI().getLocale());
        if (entries.isEmpty()) {
            event.rerouteToError(AccessDeniedException.class);
        } else {
            event.forwardTo(firstPages.stream()
                    .map(FirstPage::address)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseGet(() -> first(entries).path().replaceFirst("^/", "")));
        }
    }

    private MenuEntry first(List<MenuEntry> entries) {
        int from = section();
        return entries.stream()
                .filter(entry -> entry.order() >= from)
                .findFirst()
                .orElseGet(entries::getFirst);
    }

    private int section() {
        if (person.has(Role.CLINICIAN) || person.has(Role.STUDY_LEAD)) {
            return 0;
        }
        return person.has(Role.ML_ENGINEER) ? MainLayout.MODELS : MainLayout.ADMINISTRATION;
    }
}
