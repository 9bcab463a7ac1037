package org.careloop.web.audit;

import com.vaadin.flow.component.Component;

/** The acts of the audit trail in the words of a screen. */
public final class ActWords {
    private ActWords() {}

    /** An act in words; one that only an earlier version recorded keeps its name. */
    public static String of(Component screen, String act) {
        String key = "audit.action." + act;
        String words = screen.getTranslation(key);
        return words.contains(key) ? act : words;
    }
}
