/** Files that were damaged at random, or made to do harm: each is read or refused, never more. */
@NullMarked
package org.careloop.hostile;

import org.jspecify.annotations.NullMarked;
