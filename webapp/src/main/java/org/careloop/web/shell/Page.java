package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;

/** A page inside the layout: a heading with its actions, the content below. */
public abstract class Page extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private String title;
    private final H1 titleElement;
    private final Span owner = new Span();
    private final Div heading = new Div();
    private final Div actions = new Div();
    private final Div header = new Div(heading, actions);

    protected Page(String title) {
        this.title = title;
        addClassName("page");
        getElement().setAttribute("role", "main");
        titleElement = new H1(title);
        owner.addClassName("quiet");
        heading.add(titleElement);
        heading.addClassName("page-heading");
        actions.addClassName("page-actions");
        header.addClassName("page-header");
        add(header);
    }

    /**
     * Removes all content. When only the parameter of an address changes, Vaadin reuses the same page object, which
     * then has to show the new parameter.
     */
    protected final void startOver() {
        removeAll();
        heading.removeAll();
        heading.add(titleElement);
        actions.removeAll();
        add(header);
    }

    /** Changes the title, once the content is known. */
    protected final void setHeading(String newTitle) {
        title = newTitle;
        titleElement.setText(newTitle);
    }

    /** Names what the page belongs to, such as a study, beside its title. */
    protected final void setOwner(String name) {
        owner.setText(name);
        title = "%s · %s".formatted(titleElement.getText(), name);
        heading.addComponentAtIndex(1, owner);
    }

    /** Puts something small beside the heading: a state, a sentence. */
    protected final void addBesideHeading(Component... components) {
        heading.add(components);
    }

    /** Puts buttons at the right of the heading. */
    protected final void addActions(Component... components) {
        actions.add(components);
    }

    // Not final: method security wraps views in a proxy, on which a final method would see no fields.
    @Override
    public String getPageTitle() {
        return title + " · CareLoop";
    }

    /** A bordered surface. */
    protected static Div card(Component... content) {
        Div card = new Div(content);
        card.addClassName("card");
        return card;
    }

    /** A badge with a state in a word. Its colour only repeats what the word says. */
    protected static Span badge(String word, Tone tone) {
        Span badge = new Span(word);
        badge.addClassNames("badge", tone.className());
        return badge;
    }

    /** What the colour of a badge says. */
    public enum Tone {
        QUIET,
        RUNNING,
        DONE,
        ATTENTION;

        String className() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
