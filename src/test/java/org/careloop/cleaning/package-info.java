/** Whether the cleaning of a corpus finds what was planted in it. */
@NullMarked
package org.careloop.cleaning;

import org.jspecify.annotations.NullMarked;
