/** Learning from sampled answers: rollouts, rewards, advantages, the bounded update and the loop around them. */
@NullMarked
package org.careloop.ppo.rl;

import org.jspecify.annotations.NullMarked;
