/** How far ratings agree with scores, and with one another. */
@NullMarked
package org.careloop.run.rating.agreement;

import org.jspecify.annotations.NullMarked;
