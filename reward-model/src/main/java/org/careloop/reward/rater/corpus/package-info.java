/** A whole corpus rated as a stream: read in chunks, scored by several threads, written in order, and gone on with after any end. */
@NullMarked
package org.careloop.reward.rater.corpus;

import org.jspecify.annotations.NullMarked;
