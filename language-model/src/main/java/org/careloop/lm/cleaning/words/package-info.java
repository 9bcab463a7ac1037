/** A text as the rules see it: its words and Chinese characters, its language, what in it is symbol or repeated. */
@NullMarked
package org.careloop.lm.cleaning.words;

import org.jspecify.annotations.NullMarked;
