/** Sampling from a language model with a cache of keys and values, and the commands around it. */
@NullMarked
package org.careloop.lm.generate;

import org.jspecify.annotations.NullMarked;
