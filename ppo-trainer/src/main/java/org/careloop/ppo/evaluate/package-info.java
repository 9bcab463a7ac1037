/** How many questions of an exam a model answers rightly, by likelihood or in its own words, before and after a training. */
@NullMarked
package org.careloop.ppo.evaluate;

import org.jspecify.annotations.NullMarked;
