package org.careloop.web.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Scope;

/** One button that leads to the next language, named in that language. The page is drawn again in it. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public class LanguageSwitch extends Button {
    private static final long serialVersionUID = 1L;

    LanguageSwitch(ApplicationEventPublisher events) {
        Language next = Language.of(UI.getCurrent().getLocale()).next();
        setText(next.ownName());
        getElement().setAttribute("lang", next.htmlTag());
        addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        addClassName("language-switch");
        addClickListener(click -> getUI().ifPresent(ui -> choose(next, ui, events)));
    }

    static void choose(Language language, UI ui, ApplicationEventPublisher events) {
        events.publishEvent(new LanguageChosen(language));
        PersonMenu.remember(ui, Language.COOKIE, language.locale().toLanguageTag());
        ui.getPage().reload();
    }
}
