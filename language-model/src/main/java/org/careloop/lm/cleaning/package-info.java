/** What a corpus loses before training, by which rule, and why: the commands {@code corpus clean} and {@code corpus check}. */
@NullMarked
package org.careloop.lm.cleaning;

import org.jspecify.annotations.NullMarked;
