package org.careloop.web.shell;

/** Something that a feature adds to the signed-in person's menu. Every bean of this type is shown. */
public interface PersonMenuEntry {
    /** The translation key of its words. */
    String label();

    /** Runs the action, in the window in which the entry was clicked. */
    void open();
}
