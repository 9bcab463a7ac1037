package org.careloop.run.identifier;

import java.util.function.Consumer;

/**
 * Finds identifiers of some kinds. What it looks at before and behind a place is bounded by a constant, so that its time is
 * linear in the length of any text.
 */
interface Finder {
    void find(String text, Consumer<Identifier> found);
}
