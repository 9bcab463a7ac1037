/** Raters: how good people find a text, from 0 to 5, learnt from their ratings and told of a whole corpus. */
@NullMarked
package org.careloop.reward.rater;

import org.jspecify.annotations.NullMarked;
