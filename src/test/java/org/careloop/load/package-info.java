/** Simulated annotators and the study that they work on, for programs that load or break the application. */
@NullMarked
package org.careloop.load;

import org.jspecify.annotations.NullMarked;
