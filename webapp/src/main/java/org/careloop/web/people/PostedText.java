package org.careloop.web.people;

import com.vaadin.flow.component.textfield.TextField;

/**
 * A field of a form that signs in: what is typed goes to the server with the form alone. A field's own round trip would
 * leave beside the form, and where it comes once the session has its new id, the framework takes the session for ended
 * and loads the page anew: the sign-in under way is broken off.
 */
public final class PostedText extends TextField {
    private static final long serialVersionUID = 1L;

    /** @param name under which the form sends it */
    public PostedText(String label, String name) {
        super(label);
        getElement().setProperty("name", name);
        setSynchronizedEvent(null);
    }

    /** Focuses the field once it is drawn, unless a field of its form has the focus already. The component's own autofocus
     * does not look: on a slow page it moved a person who was typing the password into the account's field, where it shows.
     */
    public void focusUnlessTyping() {
        getElement().executeJs("""
            requestAnimationFrame(() => this.closest('form').contains(document.activeElement) || this.focus())\
            """);
    }
}
