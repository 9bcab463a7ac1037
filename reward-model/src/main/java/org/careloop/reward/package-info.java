@NullMarked
package org.careloop.reward;

import org.jspecify.annotations.NullMarked;
