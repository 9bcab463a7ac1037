/** How likely given continuations are under a model, where many texts begin alike. */
@NullMarked
package org.careloop.lm.likelihood;

import org.jspecify.annotations.NullMarked;
