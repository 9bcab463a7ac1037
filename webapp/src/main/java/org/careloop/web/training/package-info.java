/** Training runs: what will happen, started on a frozen snapshot, watched, stopped, and their result registered. */
@NullMarked
package org.careloop.web.training;

import org.jspecify.annotations.NullMarked;
