/** The comparisons of a study as who leads it looks through them: searched, filtered, each with all that was said on it. */
@NullMarked
package org.careloop.web.comparison;

import org.jspecify.annotations.NullMarked;
