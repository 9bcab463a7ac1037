package org.careloop.web.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;

/** A page for when something is not as it should be: what, and a way on. */
abstract class ErrorPage extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final String title;

    ErrorPage(String titleKey) {
        this.title = getTranslation(titleKey);
        addClassName("error-page");
        getElement().setAttribute("role", "main");
    }

    final void say(String explanation) {
        removeAll();
        Anchor home = new Anchor(".", getTranslation("error.home"));
        home.addClassName("primary-link");
        home.setRouterIgnore(true);
        add(new H1(title), new Paragraph(explanation), home);
    }

    @Override
    public final String getPageTitle() {
        return title + " · CareLoop";
    }
}
