/** Who is told by HTTP what happened. */
@NullMarked
package org.careloop.web.webhook;

import org.jspecify.annotations.NullMarked;
