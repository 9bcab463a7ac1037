/** The figures of a run as TensorBoard reads them. */
@NullMarked
package org.careloop.run.tensorboard;

import org.jspecify.annotations.NullMarked;
