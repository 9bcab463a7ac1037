/** How much the turns of a dialogue depend on what was said before, and the choice of dialogues by that. */
@NullMarked
package org.careloop.lm.dialogues;

import org.jspecify.annotations.NullMarked;
