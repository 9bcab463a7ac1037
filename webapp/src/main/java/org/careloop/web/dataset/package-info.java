/** Comparisons and votes on their way in and out: import, export, and the frozen snapshot a training run starts from. */
@NullMarked
package org.careloop.web.dataset;

import org.jspecify.annotations.NullMarked;
