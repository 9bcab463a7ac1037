/** Sources of texts and the shares by token in which a pre-training mixes them. */
@NullMarked
package org.careloop.run.mixture;

import org.jspecify.annotations.NullMarked;
