/** Supervised fine-tuning on conversations, and the demo policy that it makes from nothing. */
@NullMarked
package org.careloop.lm.sft;

import org.jspecify.annotations.NullMarked;
