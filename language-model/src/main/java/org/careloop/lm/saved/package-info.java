/** Whether what a run wrote is what it trained: loads it, compares, and says what is lost where it is served otherwise. */
@NullMarked
package org.careloop.lm.saved;

import org.jspecify.annotations.NullMarked;
