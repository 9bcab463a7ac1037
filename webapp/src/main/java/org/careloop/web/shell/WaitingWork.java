package org.careloop.web.shell;

/**
 * Work of a kind that waits for the signed-in person, which the navigation counts beside the page where it is done. Every
 * bean of this type is shown to those who may open the page.
 */
public interface WaitingWork {
    /** The address of the page, without a leading slash. */
    String address();

    /** The translation key of the page's name. */
    String label();

    /** Whether a page, by its address without a leading slash, is one that this work is done on. */
    boolean isDoneAt(String address);

    /** How much waits. */
    long count();

    /** How far {@link #count} counts; that much is shown as "that or more". */
    long most();
}
