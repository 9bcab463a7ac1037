package org.careloop.web.shell;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Navigation at the left, the page beside it. Every route without {@code autoLayout = false} is shown in it.
 *
 * <p>A view enters the navigation by {@code @Menu(title = "translation.key", order = n)} and is shown to those who may
 * open it. The order also names the section: 0-9 none, 10-19 the study, 20-29 models, 30-39 administration. While a study is
 * in view, its own pages stand in place of the section of the study.
 */
@Layout
@AnonymousAllowed
public class MainLayout extends AppLayout implements AfterNavigationObserver {
    private static final long serialVersionUID = 1L;

    /** Where the sections begin in the order of the navigation. */
    public static final int IN_VIEW = 10;

    public static final int MODELS = 20;

    public static final int ADMINISTRATION = 30;

    private record Group(int from, String titleKey) {}

    private static final List<Group> GROUPS = List.of(
            new Group(0, ""),
            new Group(IN_VIEW, "nav.section.study"),
            new Group(MODELS, "nav.section.models"),
            new Group(ADMINISTRATION, "nav.section.administration"));

    private final transient List<WaitingWork> waiting;
    private final transient PagesInView inView;
    private final Map<String, WaitingCount> counts = new HashMap<>();
    private final Map<String, SideNavItem> items = new HashMap<>();
    private final Div placeInView = new Div();
    private @Nullable SideNav general;
    private transient Optional<PagesInView.Section> shown = Optional.empty();

    MainLayout(LanguageSwitch language, PersonMenu person, List<WaitingWork> waiting, PagesInView inView) {
        this.waiting = waiting;
        this.inView = inView;
        setPrimarySection(AppLayout.Section.DRAWER);
        List<MenuEntry> entries = MenuConfiguration.getMenuEntries(getLocale());
        if (!entries.isEmpty()) {
            Div footer = new Div(language, person);
            footer.addClassName("drawer-footer");
            Aside drawer = new Aside(brand(), navigation(entries), new HelpLink(), footer);
            drawer.addClassName("drawer");
            addToDrawer(drawer);
            DrawerToggle toggle = new DrawerToggle();
            toggle.setAriaLabel(getTranslation("nav.toggle"));
            addToNavbar(toggle, new Header(brand()));
        } else {
            addToNavbar(new Header(brand()));
        }
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        showInView();
        countWaiting();
    }

    /**
     * Shows what is in view now, for a page on which its name may have changed. Leaves a section that is still right as it is,
     * so that nobody's focus is lost.
     */
    public void showInView() {
        SideNav instead = general;
        Optional<PagesInView.Section> now = instead == null ? Optional.empty() : inView.section();
        if (!now.equals(shown) && instead != null) {
            shown = now;
            placeInView.removeAll();
            placeInView.add(now.map(this::section).orElse(instead));
        }
    }

    /** Counts again what waits for the person, for a page on which some of it was done. */
    public void countWaiting() {
        for (WaitingWork work : waiting) {
            WaitingCount count = counts.get(work.address());
            if (count != null) {
                count.show(work);
            }
        }
    }

    private Span brand() {
        Span brand = new Span("CareLoop");
        brand.addClassName("brand");
        return brand;
    }

    private Div navigation(List<MenuEntry> entries) {
        Div navigation = new Div();
        navigation.addClassName("navigation");
        for (Group group : GROUPS) {
            List<MenuEntry> members = entries.stream()
                    .filter(entry -> entry.order() >= group.from() && entry.order() < group.from() + 10)
                    .toList();
            if (!members.isEmpty() && group.from() == IN_VIEW) {
                general = section(group, members);
                placeInView.add(general);
                navigation.add(placeInView);
            } else if (!members.isEmpty()) {
                navigation.add(section(group, members));
            }
        }
        return navigation;
    }

    private SideNav section(PagesInView.Section section) {
        SideNav nav = new SideNav(section.name());
        for (PagesInView.Entry entry : section.entries()) {
            if (standsAbove(entry)) {
                continue;
            }
            SideNavItem item = new SideNavItem(getTranslation(entry.titleKey()), entry.address());
            item.setMatchNested(entry.withPagesBelow());
            item.setPathAliases(Set.copyOf(entry.aliases()));
            nav.addItem(item);
        }
        return nav;
    }

    /** Whether an entry with a count leads there already; that entry is then the one marked as the page in view. */
    private boolean standsAbove(PagesInView.Entry entry) {
        Optional<WaitingWork> above = waiting.stream()
                .filter(work -> counts.containsKey(work.address()) && work.isDoneAt(entry.address()))
                .findFirst();
        above.map(work -> items.get(work.address())).ifPresent(item -> item.setPathAliases(Set.of(entry.address())));
        return above.isPresent();
    }

    private SideNav section(Group group, List<MenuEntry> members) {
        SideNav nav = group.titleKey().isEmpty() ? new SideNav() : new SideNav(getTranslation(group.titleKey()));
        for (MenuEntry entry : members) {
            SideNavItem item = new SideNavItem(getTranslation(entry.title()), entry.path());
            item.setMatchNested(true);
            WaitingCount count = new WaitingCount();
            String address = entry.path().replaceFirst("^/", "");
            counts.put(address, count);
            items.put(address, item);
            item.setSuffixComponent(count);
            nav.addItem(item);
        }
        return nav;
    }
}
