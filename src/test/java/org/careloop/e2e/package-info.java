/** End-to-end tests with a real browser, a real PostgreSQL and real trainer processes. */
@NullMarked
package org.careloop.e2e;

import org.jspecify.annotations.NullMarked;
