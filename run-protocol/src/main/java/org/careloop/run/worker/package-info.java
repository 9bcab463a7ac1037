/** How workers and the application, which share a runs folder, know of one another. */
@NullMarked
package org.careloop.run.worker;

import org.jspecify.annotations.NullMarked;
