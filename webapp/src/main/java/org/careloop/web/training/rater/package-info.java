/** What the page of a run says of the rater that it made. */
@NullMarked
package org.careloop.web.training.rater;

import org.jspecify.annotations.NullMarked;
