/** Bytes and characters as files bring them: which encoding they are in, and what is no text. */
@NullMarked
package org.careloop.run.text;

import org.jspecify.annotations.NullMarked;
