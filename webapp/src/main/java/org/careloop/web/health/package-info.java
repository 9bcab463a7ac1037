/** What machines ask: whether this process lives, whether it can be used, and how its parts are. */
@NullMarked
package org.careloop.web.health;

import org.jspecify.annotations.NullMarked;
