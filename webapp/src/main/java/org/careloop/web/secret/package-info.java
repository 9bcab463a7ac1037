/** What must stay secret: rules for passwords, their hashes, and the key of this server. */
@NullMarked
package org.careloop.web.secret;

import org.jspecify.annotations.NullMarked;
