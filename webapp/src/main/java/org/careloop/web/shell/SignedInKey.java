package org.careloop.web.shell;

/** Under which name a browser keeps what the signed-in person typed. */
public interface SignedInKey {
    /** The same in every session of the person, and nobody else's. */
    String key();
}
