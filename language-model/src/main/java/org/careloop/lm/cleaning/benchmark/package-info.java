/** Passages and questions of benchmarks inside texts. */
@NullMarked
package org.careloop.lm.cleaning.benchmark;

import org.jspecify.annotations.NullMarked;
