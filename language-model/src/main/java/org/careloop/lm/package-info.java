@NullMarked
package org.careloop.lm;

import org.jspecify.annotations.NullMarked;
