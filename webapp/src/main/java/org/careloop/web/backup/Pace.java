package org.careloop.web.backup;

/** Is told how far a long reading or writing has come. */
@FunctionalInterface
public interface Pace {
    /**
     * Is called before each part.
     *
     * @param done bytes of {@code total}
     * @param what is read or written now, in words
     */
    void at(long done, long total, String what);
}
