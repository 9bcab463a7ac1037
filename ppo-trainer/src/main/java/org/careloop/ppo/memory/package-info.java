/** How much memory a training from sampled answers will take, computed before it starts. */
@NullMarked
package org.careloop.ppo.memory;

import org.jspecify.annotations.NullMarked;
