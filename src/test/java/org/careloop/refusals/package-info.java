/** What trainers refuse, and in which words the pages say it. */
@NullMarked
package org.careloop.refusals;

import org.jspecify.annotations.NullMarked;
