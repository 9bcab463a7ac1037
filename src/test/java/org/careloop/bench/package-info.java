/** Measures the time and memory that CareLoop needs. Programs, not tests: {@code ./careloop bench} lists them. */
@NullMarked
package org.careloop.bench;

import org.jspecify.annotations.NullMarked;
