/** Runs that are filled with the settings and the data of earlier ones. */
@NullMarked
package org.careloop.web.training.cloning;

import org.jspecify.annotations.NullMarked;
