/** Texts and the scores from 0 to 5 that people gave them. */
@NullMarked
package org.careloop.run.rating;

import org.jspecify.annotations.NullMarked;
