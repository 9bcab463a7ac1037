/** What a model has learnt from, as the run directories of its ancestry tell. */
@NullMarked
package org.careloop.run.past;

import org.jspecify.annotations.NullMarked;
