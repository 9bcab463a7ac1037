/** The check of a graphics card: {@code src/test/card/check.sh}. */
@NullMarked
package org.careloop.ppo.card;

import org.jspecify.annotations.NullMarked;
