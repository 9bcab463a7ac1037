package org.careloop.web.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Scope;

/**
 * The signed-in person's menu: pages of their own, appearance, language, what features add, and the way out. A button
 * that opens a small panel, because a menu bar collapses on a phone and has roles that some screen readers do not
 * announce.
 */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public class PersonMenu extends Div {
    private static final long serialVersionUID = 1L;

    /** Under which name a browser keeps what the signed-in person typed. */
    @FunctionalInterface
    public interface SignedIn {
        /** The same in every session of the person, and nobody else's. */
        String key();
    }

    private final transient AuthenticationContext authentication;
    private final transient SignedIn signedIn;
    private final transient ApplicationEventPublisher events;
    private final transient List<PersonMenuEntry> entries;
    private final transient List<WaitingWork> waiting;
    private final Map<String, Class<? extends Component>> links = new LinkedHashMap<>();
    private final Div work = new Div();
    private final Popover panel = new Popover();

    PersonMenu(
            AuthenticationContext authentication,
            SignedIn signedIn,
            ApplicationEventPublisher events,
            List<PersonMenuEntry> entries,
            List<WaitingWork> waiting) {
        this.authentication = authentication;
        this.signedIn = signedIn;
        this.events = events;
        this.entries = entries;
        this.waiting = waiting;
        addClassName("person-menu");
    }

    /** Adds a page of the person's own, above the rest. */
    public void addLink(String label, Class<? extends Component> page) {
        links.put(label, page);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        if (getChildren().findAny().isEmpty()) {
            fill();
        }
    }

    private void fill() {
        String name = authentication.getPrincipalName().orElse("");
        Span shown = new Span(name);
        shown.addClassName("person-name");
        Button button = new Button(shown);
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation("menu.person", name));
        panel.setTarget(button);
        panel.setPosition(PopoverPosition.BOTTOM_END);
        panel.setAutofocus(true);
        panel.setAriaLabel(getTranslation("menu.person", name));
        panel.addClassName("person-panel");
        panel.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                showWaiting();
            }
        });
        work.addClassName("person-work");
        panel.add(work);
        links.forEach(
                (label, page) -> panel.add(entry(label, () -> UI.getCurrent().navigate(page))));
        panel.add(appearance());
        Language next = Language.of(UI.getCurrent().getLocale()).next();
        NativeButton language = entry(next.ownName(), () -> LanguageSwitch.choose(next, UI.getCurrent(), events));
        language.getElement().setAttribute("lang", next.htmlTag());
        panel.add(language);
        HelpLink help = new HelpLink();
        help.addClassName("person-entry");
        panel.add(help);
        entries.forEach(added -> panel.add(entry(getTranslation(added.label()), added::open)));
        panel.add(entry(getTranslation("signout"), this::leave));
        add(button, panel);
    }

    /** What the server does not have is in this browser alone; it goes with the person, who is asked first. */
    private void leave() {
        UI ui = UI.getCurrent();
        ui.getPage()
                .executeJs("return window.careloopUnsent.count($0)", signedIn.key())
                .then(Integer.class, unsent -> {
                    if (unsent == 0) {
                        authentication.logout();
                    } else {
                        ask(ui, unsent);
                    }
                });
    }

    private void ask(UI ui, int unsent) {
        new ActDialog(
                        getTranslation("signout.unsent"),
                        getTranslation("signout.unsent.text", unsent),
                        getTranslation("signout.unsent.do"),
                        () -> ui.getPage()
                                .executeJs("window.careloopUnsent.forget($0)", signedIn.key())
                                .then(done -> authentication.logout()))
                .open();
    }

    /** Pages where work waits for the person. On a page without navigation at the left this is the way there. */
    private void showWaiting() {
        work.removeAll();
        for (WaitingWork each : waiting) {
            WaitingCount count = new WaitingCount();
            count.show(each);
            if (count.isVisible()) {
                NativeButton open = entry(
                        getTranslation(each.label()) + " ",
                        () -> UI.getCurrent().navigate(each.address()));
                open.add(count);
                work.add(open);
            }
        }
    }

    private NativeButton entry(String label, Runnable act) {
        NativeButton entry = new NativeButton(label, click -> {
            panel.close();
            act.run();
        });
        entry.getElement().setAttribute("type", "button");
        entry.addClassName("person-entry");
        return entry;
    }

    private RadioButtonGroup<Appearance> appearance() {
        RadioButtonGroup<Appearance> choice = new RadioButtonGroup<>(getTranslation("appearance"));
        choice.setItems(Appearance.values());
        choice.setItemLabelGenerator(appearance -> getTranslation("appearance." + appearance.label()));
        VaadinRequest request = VaadinRequest.getCurrent();
        choice.setValue(request == null ? Appearance.SYSTEM : Appearance.chosen(request));
        choice.addValueChangeListener(change -> getUI().ifPresent(ui -> {
            remember(ui, Appearance.COOKIE, change.getValue().label());
            ui.getPage()
                    .executeJs(
                            "document.documentElement.style.colorScheme = $0",
                            change.getValue().colorScheme());
        }));
        return choice;
    }

    static void remember(UI ui, String cookie, String value) {
        ui.getPage()
                .executeJs(
                        "document.cookie = $0 + '=' + $1 + '; path=/; max-age=31536000; samesite=lax'", cookie, value);
    }
}
