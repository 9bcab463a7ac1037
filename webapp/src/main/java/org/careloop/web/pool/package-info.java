/** Several studies whose votes train one model. */
@NullMarked
package org.careloop.web.pool;

import org.jspecify.annotations.NullMarked;
