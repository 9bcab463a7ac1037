/** How much memory a training takes, by part, computed from settings and sizes alone. */
@NullMarked
package org.careloop.run.memory;

import org.jspecify.annotations.NullMarked;
