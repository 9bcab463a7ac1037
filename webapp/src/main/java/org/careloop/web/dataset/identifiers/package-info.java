/** Identifiers of people in rows that come in: where they stand, what a person decides on them, and the row without them. */
@NullMarked
package org.careloop.web.dataset.identifiers;

import org.jspecify.annotations.NullMarked;
