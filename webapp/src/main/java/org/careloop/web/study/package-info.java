/** A study, the comparisons in it, and how far its judgements have come. */
@NullMarked
package org.careloop.web.study;

import org.jspecify.annotations.NullMarked;
