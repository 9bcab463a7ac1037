/** How long the regular expressions of a tokenizer may take, told before they are used. */
@NullMarked
package org.careloop.lm.text.pattern;

import org.jspecify.annotations.NullMarked;
