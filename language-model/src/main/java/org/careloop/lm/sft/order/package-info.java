/** The order in which sources of different weight are learnt from: drawn once, on disk, without the rows in memory. */
@NullMarked
package org.careloop.lm.sft.order;

import org.jspecify.annotations.NullMarked;
