/** Paths: the stages from texts to a model that one file describes. */
@NullMarked
package org.careloop.run.path;

import org.jspecify.annotations.NullMarked;
