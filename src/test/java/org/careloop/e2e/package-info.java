/** The product as its users meet it: a real browser, a real PostgreSQL, real trainers in processes of their own. */
@NullMarked
package org.careloop.e2e;

import org.jspecify.annotations.NullMarked;
