/** What CareLoop does in how much time and memory. Programs, not tests: {@code ./careloop bench} lists them. */
@NullMarked
package org.careloop.bench;

import org.jspecify.annotations.NullMarked;
