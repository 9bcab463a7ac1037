/** Several studies whose votes train one model. */
@NullMarked
package org.careloop.web.training.pool;

import org.jspecify.annotations.NullMarked;
