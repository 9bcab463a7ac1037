/** What was frozen for runs, what of it counts no more, and which runs learnt from it. */
@NullMarked
package org.careloop.web.training.snapshots;

import org.jspecify.annotations.NullMarked;
