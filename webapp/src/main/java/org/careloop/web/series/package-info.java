/** The figures of runs over their steps, read as they are written and kept small enough to draw. */
@NullMarked
package org.careloop.web.series;

import org.jspecify.annotations.NullMarked;
