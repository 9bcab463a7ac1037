/** From messages to token ids and back: tokenizer, chat format, and the training of a tokenizer. */
@NullMarked
package org.careloop.lm.text;

import org.jspecify.annotations.NullMarked;
