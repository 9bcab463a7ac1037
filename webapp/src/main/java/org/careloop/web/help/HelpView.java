package org.careloop.web.help;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Optional;
import org.careloop.web.shell.HelpLink;
import org.careloop.web.shell.Language;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.SafeMarkdown;

/** The guides, one a page, and a list of them. Readable before the sign-in, where help is needed too. */
@Route(HelpLink.PATH + "/:guide?")
@AnonymousAllowed
class HelpView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    HelpView() {
        super("");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Language language = Language.of(getLocale());
        Optional<String> asked = event.getRouteParameters().get("guide");
        Optional<Guide> guide = asked.flatMap(Guide::of);
        if (asked.isPresent() && guide.isEmpty()) {
            throw new NotFoundException();
        }
        startOver();
        setHeading(guide.map(chosen -> chosen.title(language)).orElseGet(() -> getTranslation("help.title")));
        add(contents(language, guide));
        guide.ifPresent(chosen -> {
            Markdown text = new Markdown(SafeMarkdown.of(chosen.text(language)));
            text.addClassName("help-text");
            add(card(text));
        });
    }

    private Nav contents(Language language, Optional<Guide> shown) {
        UnorderedList list = new UnorderedList();
        for (Guide guide : Guide.values()) {
            Anchor link = new Anchor(HelpLink.PATH + "/" + guide.label(), guide.title(language));
            if (shown.filter(guide::equals).isPresent()) {
                link.getElement().setAttribute("aria-current", "page");
            }
            list.add(new ListItem(link));
        }
        list.addClassName("help-contents");
        Nav contents = new Nav(list);
        contents.setAriaLabel(getTranslation("help.title"));
        return contents;
    }
}
