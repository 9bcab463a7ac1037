/** How fast secrets may be guessed: passwords, codes and tokens. */
@NullMarked
package org.careloop.web.throttle;

import org.jspecify.annotations.NullMarked;
