package org.careloop.web.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;

/** An error page: what went wrong, and a link to go on. */
abstract class ErrorPage extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private String title;

    ErrorPage(String titleKey) {
        this.title = getTranslation(titleKey);
        addClassName("login");
        getElement().setAttribute("role", "main");
    }

    /** Says it under another title. */
    final void say(String titleKey, String explanation) {
        title = getTranslation(titleKey);
        say(explanation);
    }

    final void say(String explanation) {
        removeAll();
        Anchor home = new Anchor(".", getTranslation("error.home"));
        home.addClassName("primary-link");
        home.setRouterIgnore(true);
        Span brand = new Span("CareLoop");
        brand.addClassName("brand");
        Div card = new Div(brand, new H1(title), new Paragraph(explanation), home, new HelpLink());
        card.addClassName("login-card");
        add(card);
    }

    @Override
    public final String getPageTitle() {
        return title + " · CareLoop";
    }
}
