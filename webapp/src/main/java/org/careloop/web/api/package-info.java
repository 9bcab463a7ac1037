/** The programming interface: tokens, and studies, comparisons, judgements, exports and runs by HTTP. */
@NullMarked
package org.careloop.web.api;

import org.jspecify.annotations.NullMarked;
