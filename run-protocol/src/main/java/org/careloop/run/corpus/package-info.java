/** Texts to go on pre-training with: files of any size, read as a stream from any place in them. */
@NullMarked
package org.careloop.run.corpus;

import org.jspecify.annotations.NullMarked;
