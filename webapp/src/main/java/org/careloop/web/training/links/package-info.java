/** What stands at the end of every way from a run, and the ways back to runs. */
@NullMarked
package org.careloop.web.training.links;

import org.jspecify.annotations.NullMarked;
