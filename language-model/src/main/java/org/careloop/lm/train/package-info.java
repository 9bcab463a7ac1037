/** What every kind of training shares: the run around its steps, optimiser, schedules, kept states. */
@NullMarked
package org.careloop.lm.train;

import org.jspecify.annotations.NullMarked;
