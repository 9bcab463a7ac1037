/** What ails a run, told by its figures. */
@NullMarked
package org.careloop.run.health;

import org.jspecify.annotations.NullMarked;
