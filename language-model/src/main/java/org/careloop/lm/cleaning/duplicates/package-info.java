/** Texts that stand in a corpus more than once, exactly or nearly. */
@NullMarked
package org.careloop.lm.cleaning.duplicates;

import org.jspecify.annotations.NullMarked;
