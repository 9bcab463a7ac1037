/** How long traces are kept that nobody needs for ever. */
@NullMarked
package org.careloop.web.retention;

import org.jspecify.annotations.NullMarked;
