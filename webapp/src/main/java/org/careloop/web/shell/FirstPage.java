package org.careloop.web.shell;

import java.util.Optional;

/** Knows a better page to begin with than the first of the navigation, for a person whose work lies there. */
public interface FirstPage {
    /** Without a leading slash; empty where the signed-in person has nothing to do there. */
    Optional<String> address();
}
