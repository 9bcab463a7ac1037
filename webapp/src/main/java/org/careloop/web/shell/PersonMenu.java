package org.careloop.web.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.security.AuthenticationContext;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Scope;

/** The signed-in person's menu: appearance, language and the way out. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public class PersonMenu extends MenuBar {
    private static final long serialVersionUID = 1L;

    PersonMenu(AuthenticationContext authentication, ApplicationEventPublisher events) {
        addThemeVariants(MenuBarVariant.TERTIARY);
        addClassName("person-menu");
        String name = authentication.getPrincipalName().orElse("");
        MenuItem top = addItem(name);
        top.setAriaLabel(getTranslation("menu.person", name));
        SubMenu menu = top.getSubMenu();
        Appearance current =
                VaadinRequest.getCurrent() == null ? Appearance.SYSTEM : Appearance.chosen(VaadinRequest.getCurrent());
        for (Appearance appearance : Appearance.values()) {
            MenuItem item = menu.addItem(getTranslation("appearance." + appearance.label()), e -> choose(appearance));
            item.setCheckable(true);
            item.setChecked(appearance == current);
        }
        menu.addSeparator();
        Language other = LanguageSwitch.other();
        menu.addItem(other.ownName(), e -> getUI().ifPresent(ui -> LanguageSwitch.choose(other, ui, events)));
        menu.addItem(getTranslation("signout"), e -> authentication.logout());
    }

    private void choose(Appearance appearance) {
        getUI().ifPresent(ui -> {
            remember(ui, Appearance.COOKIE, appearance.label());
            ui.getPage().executeJs("document.documentElement.style.colorScheme = $0", appearance.colorScheme());
        });
        MenuItem top = getItems().getFirst();
        top.getSubMenu().getItems().stream()
                .filter(MenuItem::isCheckable)
                .forEach(item ->
                        item.setChecked(item.getText().equals(getTranslation("appearance." + appearance.label()))));
    }

    static void remember(UI ui, String cookie, String value) {
        ui.getPage()
                .executeJs(
                        "document.cookie = $0 + '=' + $1 + '; path=/; max-age=31536000; samesite=lax'", cookie, value);
    }
}
