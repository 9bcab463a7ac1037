@NullMarked
package org.careloop.ppo;

import org.jspecify.annotations.NullMarked;
