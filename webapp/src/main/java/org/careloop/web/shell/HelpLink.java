package org.careloop.web.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;

/** Leads to the guides, in a window of its own: what is typed on the page stays. */
public final class HelpLink extends Anchor {
    private static final long serialVersionUID = 1L;

    /** The address of the list of guides. */
    public static final String PATH = "help";

    public HelpLink() {
        super(PATH, "");
        setText(getTranslation("help.link"));
        setTarget(AnchorTarget.BLANK);
        addClassName("help-link");
    }
}
