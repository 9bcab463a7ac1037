/** What was done, by whom, in a chain of hashes. */
@NullMarked
package org.careloop.web.audit;

import org.jspecify.annotations.NullMarked;
