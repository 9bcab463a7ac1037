/** Comparisons as a reward model learns from them: prompts, their distinct responses, the votes between those, and splits by prompt. */
@NullMarked
package org.careloop.run.preference;

import org.jspecify.annotations.NullMarked;
