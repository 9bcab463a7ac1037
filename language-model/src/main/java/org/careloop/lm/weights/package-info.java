/** Model weights on disk: the safetensors format, one file or several. */
@NullMarked
package org.careloop.lm.weights;

import org.jspecify.annotations.NullMarked;
